// Usage: node read_words.mjs FOLDING.json < texts.json: words, stems and consonants of each text.
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Words, consonants, stem } from "../../../site/src/search/words.ts";

const words = new Words(JSON.parse(await readFile(process.argv[2], "utf8")));
const found = JSON.parse(await text(process.stdin)).map((each) => {
  const row = words.of(each);
  return {
    text: each,
    words: row.map((word) => word.text),
    stems: row.map((word) => stem(word.text)),
    consonants: [...new Set(consonants(row))].sort(),
  };
});
console.log(JSON.stringify(found));
