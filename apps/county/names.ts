// Ordinary local names by sex and year of birth.
import type { Random } from './random.ts';

/** Surnames of the county's valleys with rough weights (assumed). */
const surnames: readonly (readonly [string, number])[] = [
  ['陈', 9],
  ['王', 8],
  ['张', 7],
  ['方', 6],
  ['徐', 5],
  ['章', 4],
  ['潘', 4],
  ['李', 4],
  ['周', 4],
  ['吴', 4],
  ['罗', 3],
  ['胡', 3],
  ['朱', 3],
  ['俞', 3],
  ['盛', 3],
  ['童', 3],
  ['姚', 2.5],
  ['许', 2.5],
  ['黄', 2.5],
  ['叶', 2.5],
  ['沈', 2.5],
  ['郑', 2],
  ['钱', 2],
  ['何', 2],
  ['程', 2],
  ['邵', 2],
  ['帅', 2],
  ['赵', 2],
  ['应', 1.5],
  ['袁', 1.5],
  ['梅', 1.2],
  ['凌', 1.2],
  ['翁', 1.2],
  ['汪', 1.5],
  ['高', 1.2],
  ['俞', 1],
  ['楼', 1],
  ['倪', 1],
  ['祝', 0.8],
  ['阮', 0.8],
  ['单', 0.5],
  ['曾', 0.5],
  ['仇', 0.2],
  ['解', 0.2],
  ['欧阳', 0.1],
];

type Era = 'old' | 'middle' | 'young' | 'new';
const eraOf = (birthYear: number): Era =>
  birthYear < 1958 ? 'old' : birthYear < 1980 ? 'middle' : birthYear < 2005 ? 'young' : 'new';

const given: Record<
  Era,
  Record<'male' | 'female', { single: string; first: string; second: string; doubleShare: number }>
> = {
  old: {
    male: {
      single: '根福寿生兴炳荣',
      first: '水金木土阿银正国荣炳',
      second: '根生福泉林荣良法祥明',
      doubleShare: 0.94,
    },
    female: {
      single: '英珍凤仙兰娥',
      first: '秀桂凤金水阿美银香玉',
      second: '英珍仙娥花娟妹兰琴凤',
      doubleShare: 0.93,
    },
  },
  middle: {
    male: { single: '军勇伟斌明华', first: '建国志卫永小学忠文海', second: '平明军华强良林民伟忠', doubleShare: 0.78 },
    female: {
      single: '芳萍娟琴红敏',
      first: '丽美爱小雪春秋玉月亚',
      second: '芳萍娟琴红英华君芬珍',
      doubleShare: 0.76,
    },
  },
  young: {
    male: { single: '杰磊超鹏涛俊', first: '晓志俊文佳浩建海立宇', second: '峰杰超鹏斌涛伟辉东飞', doubleShare: 0.6 },
    female: {
      single: '静婷丽燕洁颖',
      first: '晓佳丽雅梦思亚婷慧文',
      second: '燕丽婷雯娜琳敏洁君静',
      doubleShare: 0.62,
    },
  },
  new: {
    male: { single: '睿轩晨宸', first: '子宇浩梓俊一奕泽嘉铭', second: '轩涵宸睿豪然辰阳航熙', doubleShare: 0.95 },
    female: { single: '妍萱悦', first: '梓雨欣诗子一语佳奕可', second: '涵萱妍怡彤悦琪瑶馨晨', doubleShare: 0.95 },
  },
};

export const surname = (random: Random): string => random.weighted(surnames);

export function givenName(random: Random, sex: 'male' | 'female', birthYear: number): string {
  const { single, first, second, doubleShare } = given[eraOf(birthYear)][sex];
  if (!random.chance(doubleShare)) return random.pick([...single]);
  return random.pick([...first]) + random.pick([...second]);
}
