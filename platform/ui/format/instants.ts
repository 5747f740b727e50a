// Days, times and spans in the words of the look: 今天 14:05, 3 分钟前, 2026年11月22日 周日. Always in Asia/Shanghai.
import { dayOf, type Day, type Instant } from '#platform/contract.ts';

export type Language = 'zh-CN' | 'en';

const shanghai = 8 * 3_600_000;
const minute = 60_000;
const weekdays = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const clockTime = (at: Date) => new Date(at.getTime() + shanghai).toISOString().slice(11, 16);
const dayNumber = (day: Day) => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
const parts = (day: Day) => day.split('-').map(Number) as [number, number, number];

/** 2026年11月22日 周日 */
export function formatDay(day: Day, language: Language): string {
  const [year, month, date] = parts(day);
  const weekday = weekdays[language][new Date(`${day}T00:00:00Z`).getUTCDay()];
  return language === 'en'
    ? `${weekday} ${date} ${months[month - 1]} ${year}`
    : `${year}年${month}月${date}日 ${weekday}`;
}

/** 2026年11月22日, for tables and sentences that don't need the weekday. */
export function formatDate(day: Day, language: Language): string {
  const [year, month, date] = parts(day);
  return language === 'en' ? `${date} ${months[month - 1]} ${year}` : `${year}年${month}月${date}日`;
}

/** 今天 14:05, 昨天 09:30, 明天 08:00, 11月20日 16:00, 2024年3月2日 08:10. */
export function formatInstant(instant: Instant | Date, now: Date, language: Language): string {
  const at = new Date(instant);
  const day = dayOf(at);
  const today = dayOf(now);
  const distance = dayNumber(day) - dayNumber(today);
  const near = { '-1': ['昨天', 'Yesterday'], '0': ['今天', 'Today'], '1': ['明天', 'Tomorrow'] }[String(distance)];
  if (near) return `${near[language === 'en' ? 1 : 0]} ${clockTime(at)}`;
  if (day.slice(0, 4) !== today.slice(0, 4)) return `${formatDate(day, language)} ${clockTime(at)}`;
  const [, month, date] = parts(day);
  const short = language === 'en' ? `${date} ${months[month - 1]}` : `${month}月${date}日`;
  return `${short} ${clockTime(at)}`;
}

/** 刚刚, 3 分钟前, 2 小时前 within a day; from then on the day and time. */
export function formatAgo(instant: Instant | Date, now: Date, language: Language): string {
  const past = now.getTime() - new Date(instant).getTime();
  if (past < 0 || past >= 24 * 60 * minute) return formatInstant(instant, now, language);
  if (past < minute) return language === 'en' ? 'just now' : '刚刚';
  const minutes = Math.floor(past / minute);
  if (minutes < 60) return language === 'en' ? `${minutes} min ago` : `${minutes} 分钟前`;
  const hours = Math.floor(minutes / 60);
  return language === 'en' ? `${hours} h ago` : `${hours} 小时前`;
}

/** 14:05:09 for clocks that run. */
export const formatClock = (at: Date): string => new Date(at.getTime() + shanghai).toISOString().slice(11, 19);
