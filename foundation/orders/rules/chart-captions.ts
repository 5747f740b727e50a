// The words beside a chart's arrows: wrapped to the room that is there, one caption for arrows that meet.
export const captionSize = 11;
export const captionLine = 14;

/** An arrow with the place of its words. */
export interface Captioned {
  transitions: string[];
  labelX: number;
  labelY: number;
  anchor: 'start' | 'middle' | 'end';
  /** Pixels that a line of its caption may take. */
  room: number;
  /** Which way a caption of several lines goes from there. */
  grows: 'up' | 'down' | 'both';
}
export interface Caption {
  x: number;
  /** Baseline of the first line. */
  y: number;
  anchor: Captioned['anchor'];
  lines: string[];
}

/** Pixels of a text at the size of captions; Chinese signs are as wide as high. */
export const captionWidth = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (sign > '\u2E80' ? captionSize : captionSize * 0.56), 0);

/** Each label begins a line of its own; one that is too wide is broken, between words where it has some. */
export function wrapLabels(labels: readonly string[], room: number): string[] {
  return [...new Set(labels)].flatMap((label) => {
    const lines: string[] = [];
    let line = '';
    for (const piece of label.match(/[\u2E80-\uFFFF]|[^\s\u2E80-\uFFFF]+\s*|\s+/g) ?? []) {
      if (line && captionWidth(line + piece.trimEnd()) > room) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += piece;
    }
    return [...lines, line.trimEnd()].filter(Boolean);
  });
}

export function captionsOf(edges: readonly Captioned[], labelOf: (transition: string) => string): Caption[] {
  return [...Map.groupBy(edges, ({ labelX, labelY }) => `${labelX} ${labelY}`).values()].map((together) => {
    const { labelX: x, labelY, anchor, room, grows } = together[0]!;
    const lines = wrapLabels(
      together.flatMap(({ transitions }) => transitions.map(labelOf)),
      room,
    );
    const above = (lines.length - 1) * captionLine;
    return { x, y: labelY - (grows === 'up' ? above : grows === 'both' ? above / 2 : 0), anchor, lines };
  });
}
