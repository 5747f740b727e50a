// Checks that names are found as people type them: Han, pinyin, initials, surname readings.
import { describe, expect, it } from 'vitest';
import { hanQueryGrams, nameTokens } from './name-tokens.ts';

describe('name tokens', () => {
  it('holds Han singles and pairs, full pinyin and initials', () => {
    const { tokens, pinyin } = nameTokens('王小明');
    expect(pinyin).toBe('wangxiaoming');
    for (const token of ['h王', 'h小', 'h明', 'h王小', 'h小明', 'ywangxiaoming', 'nwxm', 'yxiaoming', 'nxm'])
      expect(tokens).toContain(token);
    expect(tokens).not.toContain('h王明');
  });

  it.each([
    ['单国平', 'shanguoping'],
    ['曾玉兰', 'zengyulan'],
    ['解学军', 'xiexuejun'],
    ['区志强', 'ouzhiqiang'],
    ['仇建华', 'qiujianhua'],
    ['任水根', 'renshuigen'],
    ['盛阿毛', 'shengamao'],
    ['欧阳晓峰', 'ouyangxiaofeng'],
    ['吕秀英', 'luxiuying'],
  ])('reads the surname of %s as %s', (name, expected) => {
    expect(nameTokens(name).pinyin).toBe(expected);
    expect(nameTokens(name).tokens).toContain(`y${expected}`);
  });

  it('keeps the everyday reading of a surname beside it', () => {
    expect(nameTokens('单国平').tokens).toContain('ydanguoping');
  });

  it('holds the words of a Latin name', () => {
    expect(nameTokens('María José Silva').tokens).toEqual(
      expect.arrayContaining(['wmaria', 'wjose', 'wsilua', 'wmariajosesilua']),
    );
  });

  it('asks for pairs, or for a single character', () => {
    expect(hanQueryGrams('王小明')).toEqual(['h王小', 'h小明']);
    expect(hanQueryGrams('王')).toEqual(['h王']);
  });
});
