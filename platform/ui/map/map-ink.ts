// The colours of the county map, on light pages and on dark boards.
import { board, light } from '../theme/tokens.ts';

export interface MapInk {
  ground: string;
  area: string;
  tintOne: string;
  tintTwo: string;
  line: string;
  edge: string;
  ink: string;
  quiet: string;
  dot: string;
  chosen: string;
  halo: string;
  road: string;
}
const lightInk: MapInk = {
  ground: light.ground,
  area: '#FFFFFF',
  tintOne: '#EEF4F1',
  tintTwo: '#F7F3EA',
  line: '#C3CFCA',
  edge: '#7C8C86',
  ink: light.ink,
  quiet: light.quiet,
  dot: '#7B9089',
  chosen: light.brand,
  halo: '#FFFFFF',
  road: '#A9B6B0',
};
const boardInk: MapInk = {
  ground: board.ground,
  area: board.surface,
  tintOne: '#18302A',
  tintTwo: '#232B22',
  line: '#3A4F48',
  edge: '#8AA59B',
  ink: board.ink,
  quiet: board.quiet,
  dot: '#9DB5AC',
  chosen: board.brand,
  halo: '#0E1714',
  road: '#4A6159',
};
export const mapInk = { light: lightInk, board: boardInk } as const;
