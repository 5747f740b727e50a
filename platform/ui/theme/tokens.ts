// The design tokens: every colour, size and pace of Tianmu. `tokens.css` says the same to style sheets (a test compares them).

export const light = {
  brand: '#0B6B57',
  brandHover: '#0A5A4A',
  brandTint: '#E6F2EF',
  onBrand: '#FFFFFF',
  ink: '#16211D',
  quiet: '#4A5A54',
  line: '#DDE4E1',
  /** Edges of fields and buttons: 3:1 against surface and ground (WCAG 2.2, 1.4.11). */
  edge: '#7C8C86',
  ground: '#F6F8F7',
  surface: '#FFFFFF',
  red: '#B3261E',
  redTint: '#FCECEA',
  amber: '#8A5A00',
  amberTint: '#FFF3DC',
  green: '#1E6B34',
  greenTint: '#E5F3E8',
  emergency: '#B3261E',
  emergencyGround: '#8E1B15',
  sky: '#1F5FA8',
  skyTint: '#E7F0FA',
} as const;

/** Dark boards and dispatch: the same accents one step lighter. */
export const board: Record<keyof typeof light, string> = {
  brand: '#4FC2A4',
  brandHover: '#6BD0B5',
  brandTint: '#1C3A33',
  onBrand: '#08110E',
  ink: '#E8EFEC',
  quiet: '#A9B9B3',
  line: '#2C3C37',
  edge: '#6E827B',
  ground: '#0E1714',
  surface: '#16221E',
  red: '#FF9A90',
  redTint: '#3A1D1A',
  amber: '#F0BE62',
  amberTint: '#362A14',
  green: '#7CCB91',
  greenTint: '#1A3322',
  emergency: '#FF9A90',
  emergencyGround: '#8E1B15',
  sky: '#82B6EE',
  skyTint: '#17293D',
};
export type ColourName = keyof typeof light;

/** In this order; each has at least 3:1 on the surface and stays apart from its neighbours for colour-blind eyes. */
export const chartSeries = [
  '#0B6B57',
  '#1F5FA8',
  '#B8741A',
  '#7A4E9E',
  '#3F7F93',
  '#A0455B',
  '#6B7A3A',
  '#5B6470',
] as const;
export const boardChartSeries = [
  '#4FC2A4',
  '#82B6EE',
  '#E5A956',
  '#BC97DB',
  '#7FC0D3',
  '#E08CA1',
  '#B2C37C',
  '#A5AFBB',
] as const;

export const fontFamily = '"PingFang SC","Microsoft YaHei","Noto Sans SC Variable",system-ui,sans-serif';
/** CSS px. */
export const typeScale = [12, 14, 16, 20, 24, 32] as const;
export const radius = 8;
