// The tokens keep their promises: contrast, one truth in TypeScript and CSS, series that colour-blind eyes can tell apart.
/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrastRatio } from './contrast.ts';
import { differenceSeenBy, type Vision } from './colour-vision.ts';
import { board, boardChartSeries, chartSeries, light, type ColourName } from './tokens.ts';

const themes = { light, board } as const;
const textPairs: [ColourName, ColourName][] = [
  ['ink', 'ground'],
  ['ink', 'surface'],
  ['quiet', 'ground'],
  ['quiet', 'surface'],
  ['brand', 'surface'],
  ['brand', 'ground'],
  ['brand', 'brandTint'],
  ['ink', 'brandTint'],
  ['onBrand', 'brand'],
  ['onBrand', 'brandHover'],
  ['red', 'surface'],
  ['red', 'redTint'],
  ['ink', 'redTint'],
  ['amber', 'surface'],
  ['amber', 'amberTint'],
  ['ink', 'amberTint'],
  ['green', 'surface'],
  ['green', 'greenTint'],
  ['sky', 'surface'],
  ['sky', 'skyTint'],
  ['emergency', 'surface'],
  ['quiet', 'brandTint'],
];

describe.each(Object.entries(themes))('theme %s', (_name, colours) => {
  it.each(textPairs)('%s on %s is readable (>= 4.5:1)', (text, ground) => {
    expect(contrastRatio(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });
  it('edges of fields stand out (>= 3:1)', () => {
    expect(contrastRatio(colours.edge, colours.surface)).toBeGreaterThanOrEqual(3);
    expect(contrastRatio(colours.edge, colours.ground)).toBeGreaterThanOrEqual(3);
  });
  it('white on the incident ground is readable', () => {
    expect(contrastRatio('#FFFFFF', colours.emergencyGround)).toBeGreaterThanOrEqual(7);
  });
});

it('white on the brand has 6:1 and secondary text on white 7:1, as the look says', () => {
  expect(contrastRatio('#FFFFFF', light.brand)).toBeGreaterThanOrEqual(6);
  expect(contrastRatio(light.quiet, '#FFFFFF')).toBeGreaterThanOrEqual(7);
});

it('the style sheet holds the same colours', () => {
  const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
  const blocks = { light: css.indexOf("[data-theme='light']"), board: css.indexOf("[data-theme='board']") };
  for (const [name, colours] of Object.entries(themes)) {
    const block = css.slice(blocks[name as keyof typeof blocks]).split('}')[0] ?? '';
    for (const [colour, value] of Object.entries(colours)) {
      const property = colour.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(block, `${name} --${property}`).toContain(`--${property}: ${value.toLowerCase()};`);
    }
  }
});

describe.each([
  ['light', chartSeries, light.surface],
  ['board', boardChartSeries, board.surface],
] as const)('chart series, %s', (_name, series, ground) => {
  it('stand out from the surface (>= 3:1)', () => {
    for (const colour of series) expect(contrastRatio(colour, ground)).toBeGreaterThanOrEqual(3);
  });
  it.each(['normal', 'protanopia', 'deuteranopia', 'tritanopia'] as Vision[])(
    'neighbours differ for %s eyes',
    (vision) => {
      for (const [index, colour] of series.slice(0, -1).entries()) {
        const next = series[index + 1] as string;
        // A CIE76 difference of 2.3 is just noticeable; thin lines need several times that.
        expect(differenceSeenBy(vision, colour, next), `${colour} ${next}`).toBeGreaterThan(9);
      }
    },
  );
});
