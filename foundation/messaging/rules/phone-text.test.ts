// A text on a phone can be understood alone.
import { expect, it } from 'vitest';
import { phoneText } from './phone-text.ts';

it('tells who sends it and what it is about', () =>
  expect(phoneText({ title: '护士已定', text: '护士会按约好的时间上门。', about: '俞美娥的上门服务' })).toBe(
    '【天目】俞美娥的上门服务：护士已定。护士会按约好的时间上门。',
  ));
it('does not say the same twice', () => {
  expect(phoneText({ title: '预约取消了', text: '预约取消了，请另选时间。' })).toBe('【天目】预约取消了，请另选时间。');
  expect(phoneText({ title: '今天量血压', text: '【天目】您有 3 天没有量血压了。' })).toBe(
    '【天目】您有 3 天没有量血压了。',
  );
});
