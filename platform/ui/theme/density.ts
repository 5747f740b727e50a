// Size of text and targets, and the light or dark board theme, as attributes of the page.

export type Density = 'desk' | 'resident' | 'elder';
export type ThemeName = 'light' | 'board';

export function setDensity(density: Density): void {
  document.documentElement.dataset['density'] = density;
}

const elderKey = 'tianmu.elder';
export const readElderMode = (): boolean => localStorage.getItem(elderKey) === 'on';
export function setElderMode(on: boolean): void {
  localStorage.setItem(elderKey, on ? 'on' : 'off');
  setDensity(on ? 'elder' : 'resident');
}
