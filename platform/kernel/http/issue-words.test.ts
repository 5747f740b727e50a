// Words for what is wrong: every issue of a schema says in both languages what to do, and nothing of how schemas are written.
import { expect, it } from 'vitest';
import { z, type ZodType } from 'zod';
import { issueWords } from './issue-words.ts';

const said = (schema: ZodType, value: unknown, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  schema.safeParse(value, { error: (issue) => issueWords(issue, locale) }).error?.issues[0]?.message;

it.each([
  [z.string(), undefined, '请填写'],
  [z.string().trim().min(2), ' ', '请填写'],
  [z.string().min(2), '张', '至少 2 个字'],
  [z.string().max(3), '一二三四', '最多 3 个字'],
  [z.int().min(1), 0, '不能小于 1'],
  [z.number().positive(), -1, '必须大于 0'],
  [z.number().max(30), 31, '不能大于 30'],
  [z.number().lt(30), 30, '必须小于 30'],
  [z.int(), 1.5, '请填整数'],
  [z.number(), '七', '格式不对'],
  [z.array(z.string()).min(1), [], '至少选 1 项'],
  [z.array(z.string()).max(1), ['a', 'b'], '最多选 1 项'],
  [z.iso.date(), '1 月 2 日', '日期请写成 2026-01-31 这样'],
  [z.uuid(), 'x', '编号格式不对'],
  [z.string().regex(/^\d+$/), 'x', '格式不对'],
  [z.number().multipleOf(0.5), 0.3, '请按 0.5 一档填写'],
  [z.enum(['a', 'b']), 'c', '请从给出的选项中选'],
  [z.strictObject({}), { extra: 1 }, '有不认识的内容：extra'],
  [z.union([z.literal('a'), z.number()]), 'c', '填写的内容不对'],
  [z.string().refine(() => false), 'x', '填写的内容不对'],
] as [ZodType, unknown, string][])('%# says what to do', (schema, value, words) => {
  expect(said(schema, value)).toBe(words);
  expect(said(schema, value, 'en')).toMatch(/^[A-Z][^{]+$/);
});
