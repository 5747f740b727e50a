// Answers as people type them.
import { expect, it } from 'vitest';
import { meaningOf } from './reply-word.ts';

it('reads stop words however they are typed, and no sentence as one', () => {
  for (const text of ['停', '退订', '退订。', ' td', 'ＴＤ', 'T D', 'Stop!', '【T】'])
    expect(meaningOf(text), text).toBe('stop');
  for (const text of ['开', '恢复', ' hf ', 'start']) expect(meaningOf(text), text).toBe('resume');
  for (const text of ['', '停药了可以吗', '好的', 'TOD', '不要停', '开药']) expect(meaningOf(text), text).toBe('other');
});
