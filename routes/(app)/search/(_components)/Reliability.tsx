import { Table } from "@/components/Table.tsx";
import type { ReliabilityBin } from "@/lib/evidence/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link Reliability}. */
export interface ReliabilityProps {
  t: Translator;
  caption: string;
  bins: readonly ReliabilityBin[];
  error: number | null;
}

/** Side of the drawing, and its frame. */
const SIDE = 220;
const PAD = 28;

const place = (share: number) => PAD + share * (SIDE - 2 * PAD);

/** What was said against what was true: on the diagonal the figures hold. */
function Curve({ t, caption, bins }: Omit<ReliabilityProps, "error">) {
  const most = Math.max(...bins.map(({ count }) => count));
  return (
    <svg
      class="reliability"
      viewBox={`0 0 ${SIDE} ${SIDE}`}
      role="img"
      aria-label={`${caption}: ${t("search.reliabilityWhy")}`}
    >
      <line class="axis" x1={PAD} y1={SIDE - PAD} x2={SIDE - PAD} y2={SIDE - PAD} />
      <line class="axis" x1={PAD} y1={PAD} x2={PAD} y2={SIDE - PAD} />
      <line class="ideal" x1={PAD} y1={SIDE - PAD} x2={SIDE - PAD} y2={PAD} />
      <polyline
        class="curve"
        points={bins.map(({ said, right }) => `${place(said)},${SIDE - place(right)}`).join(" ")}
      />
      {bins.map(({ said, right, count }) => (
        <circle
          key={said}
          class="point"
          cx={place(said)}
          cy={SIDE - place(right)}
          r={3 + 4 * Math.sqrt(count / most)}
        />
      ))}
      <text x={SIDE / 2} y={SIDE - 8} text-anchor="middle">{t("search.said")}</text>
      <text x={12} y={SIDE / 2} text-anchor="middle" transform={`rotate(-90 12 ${SIDE / 2})`}>
        {t("search.right")}
      </text>
    </svg>
  );
}

/** A reliability curve with its figures as a table. */
export function Reliability({ t, caption, bins, error }: ReliabilityProps) {
  const share = (value: number) => t.format.percent(100 * value, 0);
  return (
    <div class="reliability-frame">
      <div>
        <Curve t={t} caption={caption} bins={bins} />
        {error !== null && <p class="meta">{t("search.error", { percent: share(error) })}</p>}
      </div>
      <Table
        caption={caption}
        rows={bins}
        rowKey={({ said }) => String(said)}
        columns={[
          { key: "said", header: t("search.said"), numeric: true, cell: ({ said }) => share(said) },
          {
            key: "right",
            header: t("search.right"),
            numeric: true,
            cell: ({ right }) => share(right),
          },
          {
            key: "count",
            header: t("search.count"),
            numeric: true,
            cell: ({ count }) => t.format.number(count),
          },
        ]}
      />
    </div>
  );
}
