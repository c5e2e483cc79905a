const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;
/** What must not begin a line. */
const CLOSING = /^[、。；：，）〕”’》,.;:)\]]/u;

/** Columns that a text takes on a terminal: Chinese characters take two. */
export function textColumns(text: string): number {
  return [...text].reduce((sum, char) => sum + (WIDE.test(char) ? 2 : 1), 0);
}

/**
 * Folds a text to lines that fit between `before` columns and the width of the terminal. Latin words stay whole, and
 * closing punctuation stays with what it closes. One line where the width is null or too small to fold to.
 */
export function fold(text: string, columns: number | null, before: number): string[] {
  const room = (columns ?? 0) - before;
  if (room < 20) return [text];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line !== '' && textColumns(line) + textColumns(piece.trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** The parts between which a line may end; a citation stays whole unless it is long. */
function pieces(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.match(/〔[^〔〕]{1,20}〕|[\u2e80-\uffef“”‘’]|[^\u2e80-\uffef“”‘’\s]+\s*|\s+/gu) ?? []) {
    const last = parts.at(-1);
    const joins = last !== undefined && (CLOSING.test(part) || /[（〔“‘《([]$/u.test(last));
    if (joins) parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return parts;
}
