// One glyph per thing, the same on every map and in every legend, drawn from one definition.

interface Glyph {
  shape: 'square' | 'circle' | 'diamond' | 'shield';
  colour: 'ink' | 'brand' | 'sky' | 'red';
  /** On a field of 24 units; strokes in the colour of the surface. */
  sign: string;
  size: number;
}

const cross = 'M12 7v10M7 12h10';
const glyphs = {
  hospital: { shape: 'square', colour: 'ink', sign: cross, size: 22 },
  'health-centre': { shape: 'circle', colour: 'ink', sign: cross, size: 18 },
  clinic: { shape: 'circle', colour: 'brand', sign: 'M12 8.5v7M8.5 12h7', size: 12 },
  'private-institution': { shape: 'diamond', colour: 'brand', sign: 'M12 9v6M9 12h6', size: 15 },
  'emergency-centre': { shape: 'shield', colour: 'ink', sign: 'M12 6v11M7 8.5l10 6M17 8.5l-10 6', size: 22 },
  'emergency-station': { shape: 'shield', colour: 'ink', sign: 'M12 7v9M8 9l8 5M16 9l-8 5', size: 16 },
  bureau: { shape: 'square', colour: 'ink', sign: 'M7 16h10M8 16v-5M12 16v-5M16 16v-5M6.5 10 12 7l5.5 3z', size: 18 },
  'service-point': { shape: 'circle', colour: 'sky', sign: 'M12 8v4l3 2', size: 12 },
  ambulance: { shape: 'square', colour: 'sky', sign: cross, size: 22 },
  'comprehensive-vehicle': {
    shape: 'square',
    colour: 'sky',
    sign: 'M7 14v-4h7l3 2.5V14zM9 15.5h.1M15 15.5h.1',
    size: 22,
  },
  'follow-up-vehicle': { shape: 'circle', colour: 'sky', sign: 'M7 14v-4h7l3 2.5V14z', size: 18 },
  'ct-truck': { shape: 'diamond', colour: 'sky', sign: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z', size: 22 },
  volunteer: {
    shape: 'circle',
    colour: 'brand',
    sign: 'M12 16s-4-2.5-4-5a2 2 0 0 1 4-1 2 2 0 0 1 4 1c0 2.5-4 5-4 5z',
    size: 16,
  },
  aed: { shape: 'shield', colour: 'brand', sign: 'M13 7l-3 5h4l-3 5', size: 16 },
} as const satisfies Record<string, Glyph>;
export type GlyphName = keyof typeof glyphs;
export const glyphNames = Object.keys(glyphs) as GlyphName[];
export const isGlyph = (name: string): name is GlyphName => name in glyphs;

export type GlyphInk = Record<Glyph['colour'] | 'surface', string>;

const shapes: Record<Glyph['shape'], string> = {
  square: '<rect x="2" y="2" width="20" height="20" rx="4"',
  circle: '<circle cx="12" cy="12" r="10.5"',
  diamond: '<path d="M12 .8 23.2 12 12 23.2.8 12z"',
  shield: '<path d="M12 1.5 21.5 5v7c0 6-5 9-9.5 10.5C7.5 21 2.5 18 2.5 12V5z"',
};

/** Twice the shown size, for sharp screens. */
export function glyphImage(name: GlyphName, ink: GlyphInk): { address: string; size: number } {
  const { shape, colour, sign, size } = glyphs[name];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size * 2}" height="${size * 2}" viewBox="0 0 24 24">` +
    `${shapes[shape]} fill="${ink[colour]}" stroke="${ink.surface}" stroke-width="1.6"/>` +
    `<path d="${sign}" fill="none" stroke="${ink.surface}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return { address: `data:image/svg+xml,${encodeURIComponent(svg)}`, size };
}
