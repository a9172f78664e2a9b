import { sentencesIn } from "./sentences.ts";

/** A part of a document by one author at one time: a message, a comment, a description. */
export interface Passage {
  /** The source row. */
  ref: string;
  text: string;
  at: Date;
  /** Who says it; said in the chunk where speakers change. */
  author: string | null;
}

/** A piece of a document that is found as a whole. */
export interface Chunk {
  text: string;
  /** Source rows that its text is of, in order. */
  refs: string[];
  /** When the newest of them was said, by whom. */
  at: Date;
  author: string | null;
}

/** Characters of a chunk, about. */
export const CHUNK_LENGTH = 1000;

/** Characters that a chunk repeats of the one before, at most: 15 %. */
const OVERLAP = 150;

/** A sentence, or a part of one that is longer than a chunk, with its passage. */
interface Piece {
  text: string;
  passage: Passage;
  /** It begins its passage. */
  first: boolean;
}

function* piecesOf(passage: Passage): Generator<Piece> {
  let first = true;
  for (const { text } of sentencesIn(passage.text)) {
    for (let start = 0; start < text.length; start += CHUNK_LENGTH) {
      yield { text: text.slice(start, start + CHUNK_LENGTH), passage, first };
      first = false;
    }
  }
}

/** The text of a piece within a chunk: a new speaker is named, on a line of their own. */
function written({ text, passage, first }: Piece, before: Piece | undefined): string {
  const speaks = passage.author !== null && (before === undefined || before.passage !== passage);
  const named = speaks ? `${passage.author}: ${text}` : text;
  if (before === undefined) return named;
  return first || before.passage !== passage ? `\n${named}` : ` ${named}`;
}

function assemble(pieces: readonly Piece[]): Chunk {
  const newest = pieces.reduce((left, right) => right.passage.at >= left.passage.at ? right : left);
  return {
    text: pieces.map((piece, index) => written(piece, pieces[index - 1])).join(""),
    refs: [...new Set(pieces.map(({ passage }) => passage.ref))],
    at: newest.passage.at,
    author: newest.passage.author,
  };
}

/** The last sentences of a chunk that the next one begins with. */
function overlapOf(pieces: readonly Piece[]): Piece[] {
  let length = 0;
  let from = pieces.length;
  while (from > 0 && length + pieces[from - 1]!.text.length <= OVERLAP) {
    length += pieces[--from]!.text.length;
  }
  return from === 0 ? [] : pieces.slice(from);
}

/**
 * Cuts a document into chunks of about 1,000 characters at the ends of sentences; each begins with up
 * to 15 % of the one before. A document whose passages end with new ones keeps all chunks but the last.
 */
export function chunksOf(passages: readonly Passage[]): Chunk[] {
  const chunks: Chunk[] = [];
  let pieces: Piece[] = [];
  let length = 0;
  let fresh = 0;
  for (const passage of passages) {
    for (const piece of piecesOf(passage)) {
      if (fresh > 0 && length + piece.text.length > CHUNK_LENGTH) {
        chunks.push(assemble(pieces));
        pieces = overlapOf(pieces);
        length = pieces.reduce((sum, { text }) => sum + text.length, 0);
        // a sentence as long as a chunk is one by itself
        if (length + piece.text.length > CHUNK_LENGTH) [pieces, length] = [[], 0];
        fresh = 0;
      }
      pieces.push(piece);
      length += piece.text.length;
      fresh++;
    }
  }
  if (fresh > 0) chunks.push(assemble(pieces));
  return chunks;
}
