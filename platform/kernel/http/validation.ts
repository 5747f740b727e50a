// Checks what comes in against the zod schema of a route and says what is wrong in the reader's language.
import { z, type ZodType } from 'zod';
import { fail, succeed, type Issue, type Result } from '#platform/contract.ts';
import type { Locale } from '../access/actor.ts';

const told = { 'zh-CN': z.locales.zhCN().localeError, en: z.locales.en().localeError };

export function parseWith<T>(schema: ZodType<T> | undefined, value: unknown, where: string, locale: Locale): Result<T> {
  if (!schema) return succeed(value as T);
  const parsed = schema.safeParse(value, { error: (issue) => told[locale](issue) });
  if (parsed.success) return succeed(parsed.data);
  const issues: Issue[] = parsed.error.issues.map((issue) => ({
    path: [where, ...issue.path.map(String)].filter(Boolean).join('.'),
    code: issue.code ?? 'invalid',
    parameters: { text: issue.message },
  }));
  return fail({ kind: 'invalid', code: 'http/invalid-input', issues });
}
