// The web font for machines without a Chinese font, in about a hundred slices of which the browser loads those it needs.

let sheet: Promise<unknown> | undefined;

/** Loads the list of slices once; the page is readable before it arrives. */
export const loadWebFont = (): Promise<unknown> => (sheet ??= import('@fontsource-variable/noto-sans-sc/index.css'));

/** Resolves when every character of the text can be drawn: a canvas (map, chart) doesn't wait by itself. */
export async function fontReadyFor(text: string): Promise<void> {
  await loadWebFont();
  const characters = [...new Set(text)].join('');
  // A slice that doesn't come leaves the fallback glyph; the map must open all the same.
  await Promise.allSettled([
    document.fonts.load('400 14px "Noto Sans SC Variable"', characters),
    document.fonts.load('600 14px "Noto Sans SC Variable"', characters),
  ]);
}
