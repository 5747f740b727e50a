// Distances, ages, money and counts in the words of the look: 800 米, 3.2 公里, 3 岁 2 个月, ¥12.50.
import type { Day, Fen } from '#platform/contract.ts';
import type { Language } from './instants.ts';

export function formatDistance(metres: number, language: Language): string {
  const rounded = metres < 1000 ? Math.round(metres / 10) * 10 : metres;
  const english = language === 'en';
  if (rounded < 1000) return `${rounded} ${english ? 'm' : '米'}`;
  const kilometres = rounded / 1000;
  const figure = kilometres < 99.95 ? kilometres.toFixed(1) : String(Math.round(kilometres));
  return `${figure} ${english ? 'km' : '公里'}`;
}

export const formatMoney = (fen: Fen): string => {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(fen) / 100).toString();
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}¥${grouped}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
};

export const formatCount = (count: number): string => Math.round(count).toLocaleString('en-US');

/** Completed years and months from a birth day to a later day. */
export function ageOn(bornOn: Day, on: Day): { years: number; months: number } {
  const [bornYear, bornMonth, bornDate] = bornOn.split('-').map(Number) as [number, number, number];
  const [year, month, date] = on.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  // Whoever was born on the 31st completes the month on the last day of a shorter one.
  const reached = date >= Math.min(bornDate, lastOfMonth);
  const total = (year - bornYear) * 12 + (month - bornMonth) - (reached ? 0 : 1);
  return { years: Math.floor(total / 12), months: ((total % 12) + 12) % 12 };
}

/** 67 岁; under six years 3 岁 2 个月; under one year 5 个月. */
export function formatAge(bornOn: Day, on: Day, language: Language): string {
  const { years, months } = ageOn(bornOn, on);
  const english = language === 'en';
  if (years < 0) return english ? 'not born yet' : '未出生';
  if (years >= 6) return english ? `${years} y` : `${years} 岁`;
  const monthText = english ? `${months} mo` : `${months} 个月`;
  if (years === 0) return monthText;
  const yearText = english ? `${years} y` : `${years} 岁`;
  return months === 0 ? yearText : `${yearText} ${monthText}`;
}
