import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { fold, skeleton } from "./fold.ts";
import { latinise, words } from "./latinise.ts";
import { letterBits, lettersApart } from "./letters.ts";
import { bigrams, dice, editDistance, jaroWinkler } from "./similarity.ts";

Deno.test("text of any script becomes lower-case Latin letters", () => {
  const cases: [string, string][] = [
    ["Анна Иванова", "anna ivanova"],
    ["Щербаков", "shcherbakov"],
    ["Юлия Цой", "yuliya tsoy"],
    ["Подъячев", "podyachev"],
    ["Ґалаґан Їжакевич", "galagan yizhakevich"],
    ["Łukasz Żółć", "lukasz zolc"],
    ["Weiß Øyvind", "weiss oyvind"],
    ["ANNA", "anna"],
    ["é", "e"],
  ];
  for (const [text, latin] of cases) equal(latinise(text), latin);
  deepEqual(words("O’Brien-Смит, 2-й"), ["obrien", "smit", "2", "y"]);
});

Deno.test("romanisations of one name fold to one spelling, and two names to two", () => {
  const same = [
    ["Щербаков", "Shcherbakov", "Scherbakov", "Scherbakoff"],
    ["Юрий", "Yuriy", "Yury", "Yuri", "Iurii", "Jurij"],
    ["Евгений", "Evgeny", "Yevgeniy", "Evgenii"],
    ["Алексей", "Alexey", "Aleksei", "Alexei"],
    ["Мария", "Maria", "Mariya", "Mariia"],
    ["Михаил", "Mikhail", "Mihail"],
    ["Чайковский", "Tchaikovsky", "Chaykovskiy"],
    ["Юлия", "Yulia", "Julia", "Iuliia"],
    ["Stephan", "Stefan"],
    ["Clarke", "Clark"],
  ];
  for (const names of same) {
    const folded = new Set(names.map((name) => fold(latinise(name))));
    equal(folded.size, 1, `${names}: ${[...folded]}`);
  }
  const different = ["Ivanov", "Petrov", "Anna", "Inna", "Maria", "Marina", "Olga", "Oleg"];
  equal(new Set(different.map((name) => fold(latinise(name)))).size, different.length);
  equal(skeleton(fold("shcherbakov")), "Srbkv");
});

Deno.test("similarities are those of the literature", () => {
  const close = (a: number, b: number) => ok(Math.abs(a - b) < 5e-4, `${a} is not ${b}`);
  close(jaroWinkler("martha", "marhta"), 0.9611);
  close(jaroWinkler("dixon", "dicksonx"), 0.8133);
  close(jaroWinkler("dwayne", "duane"), 0.84);
  equal(jaroWinkler("abc", "xyz"), 0);
  equal(jaroWinkler("", ""), 1);
  const distances: [string, string, number, number][] = [
    ["kitten", "sitting", 5, 3],
    ["ab", "ba", 2, 1],
    ["19710624", "19710524", 2, 1],
    ["abcdef", "uvwxyz", 2, 3],
    ["", "abc", 5, 3],
    ["same", "same", 0, 0],
  ];
  for (const [a, b, limit, distance] of distances) equal(editDistance(a, b, limit), distance);
  equal(dice([1, 2, 3], [2, 3, 4]), 2 / 3);
  equal(dice([], []), 0);
  equal(dice(bigrams("night"), bigrams("nacht")), 2 * 3 / 12);
});

const text = fc.string({ unit: fc.constantFrom(..."abcdeё -1"), maxLength: 12 });

Deno.test("similarities are symmetric, bounded, and highest for equal texts", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const similarity = jaroWinkler(a, b);
      equal(similarity, jaroWinkler(b, a));
      ok(similarity >= 0 && similarity <= 1);
      equal(jaroWinkler(a, a), 1);
      equal(editDistance(a, b, 4), editDistance(b, a, 4));
      equal(editDistance(a, b, 3), Math.min(4, editDistance(a, b, 20)));
    }),
    { seed: 1 },
  );
});

Deno.test("letters that only one text has bound its edit distance from below", () => {
  const latin = fc.string({ unit: fc.constantFrom(..."abcdef123"), maxLength: 10 });
  fc.assert(
    fc.property(latin, latin, (a, b) => {
      ok(lettersApart(letterBits(a), letterBits(b)) <= 2 * editDistance(a, b, 30));
    }),
    { seed: 1 },
  );
  equal(lettersApart(letterBits("anna"), letterBits("hannah")), 1);
});
