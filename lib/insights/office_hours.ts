/** When a scope works: ISO days of the week (1 Monday) and local times. */
export interface OfficeHours {
  /** IANA name. */
  timeZone: string;
  days: readonly number[];
  /** `HH:MM` or `HH:MM:SS`, local. */
  from: string;
  to: string;
}

/** Counts in a scope's office hours and days. */
export interface OfficeClock {
  /** Minutes of office hours between two moments, epoch milliseconds. */
  minutesBetween(from: number, to: number): number;
  /** The local calendar day of a moment, `YYYY-MM-DD`. */
  dayOf(at: number): string;
  /** The office day so many office days after a day; 0: the day itself, or the next that is one. */
  dueDay(day: string, officeDays: number): string;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

function following(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday. */
function weekday(day: string): number {
  return new Date(day).getUTCDay() || 7;
}

/** Makes the clock of office hours. @throws {RangeError} when the time zone is unknown */
export function createOfficeClock({ timeZone, days, from, to }: OfficeHours): OfficeClock {
  const local = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  });
  const hours = new Map<string, [number, number]>();

  /** What local clocks show at a moment, as if it were UTC. */
  function shown(at: number): number {
    const parts = Object.fromEntries(
      local.formatToParts(at).map(({ type, value }) => [type, value]),
    );
    const { year, month, day, hour, minute, second } = parts;
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  }

  /** The moment local clocks show a time; the zone's offset may change between guess and moment. */
  function momentOf(day: string, time: string): number {
    const wanted = Date.parse(`${day}T${time.slice(0, 5)}:00Z`);
    const guess = wanted - (shown(wanted) - wanted);
    return wanted - (shown(guess) - guess);
  }

  /** Opening and closing of a day; both the same when it is none of work. */
  function hoursOf(day: string): [number, number] {
    let known = hours.get(day);
    if (known === undefined) {
      known = days.includes(weekday(day)) ? [momentOf(day, from), momentOf(day, to)] : [0, 0];
      hours.set(day, known);
    }
    return known;
  }

  function dayOf(at: number): string {
    return new Date(shown(Math.floor(at / 1000) * 1000)).toISOString().slice(0, 10);
  }

  return {
    dayOf,
    minutesBetween(begin, end) {
      if (end <= begin) return 0;
      const last = dayOf(end);
      let sum = 0;
      for (let day = dayOf(begin); day <= last; day = following(day)) {
        const [opens, closes] = hoursOf(day);
        sum += Math.max(0, Math.min(end, closes) - Math.max(begin, opens));
      }
      return sum / MINUTE_MS;
    },
    dueDay(day, officeDays) {
      let due = day;
      while (!days.includes(weekday(due))) due = following(due);
      for (let left = officeDays; left > 0; left--) {
        do due = following(due); while (!days.includes(weekday(due)));
      }
      return due;
    },
  };
}
