// The arrows of a remote reach every key of a pad, and stay where nothing lies ahead.
import { expect, it } from 'vitest';
import { nextPlace, type Place } from './arrow-focus.ts';

/** Keys of 100 by 100, three in a row, and a broad button below. */
const pad: Place[] = [
  ...Array.from({ length: 6 }, (_, index) => ({
    left: (index % 3) * 110,
    top: Math.floor(index / 3) * 110,
    width: 100,
    height: 100,
  })),
  { left: 0, top: 230, width: 320, height: 80 },
];

it('goes along rows and columns, and from the broad button back', () => {
  expect(nextPlace(pad[0]!, pad, 'ArrowRight')).toBe(1);
  expect(nextPlace(pad[4]!, pad, 'ArrowUp')).toBe(1);
  expect(nextPlace(pad[5]!, pad, 'ArrowDown')).toBe(6);
  expect(nextPlace(pad[6]!, pad, 'ArrowUp')).toBe(4);
});

it('stays where nothing lies ahead', () => {
  expect(nextPlace(pad[0]!, pad, 'ArrowLeft')).toBeUndefined();
  expect(nextPlace(pad[6]!, pad, 'ArrowDown')).toBeUndefined();
});
