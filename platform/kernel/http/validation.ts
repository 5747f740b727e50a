// Checks what comes in against the zod schema of a route and says what is wrong in the reader's language.
import type { ZodType } from 'zod';
import { fail, succeed, type Issue, type Result } from '#platform/contract.ts';
import type { Locale } from '../access/actor.ts';
import { issueWords } from './issue-words.ts';

export function parseWith<T>(schema: ZodType<T> | undefined, value: unknown, where: string, locale: Locale): Result<T> {
  if (!schema) return succeed(value as T);
  const parsed = schema.safeParse(value, { error: (issue) => issueWords(issue, locale) });
  if (parsed.success) return succeed(parsed.data);
  const issues: Issue[] = parsed.error.issues.map((issue) => ({
    path: [where, ...issue.path.map(String)].filter(Boolean).join('.'),
    code: issue.code ?? 'invalid',
    parameters: { text: issue.message },
  }));
  return fail({ kind: 'invalid', code: 'http/invalid-input', issues });
}
