// A failed call in one line for the summary of a form.
import { isFailure } from '#platform/ui/api/failure.ts';
import type { Words } from '#platform/ui/i18n/use-words.ts';

export function failureText(error: unknown, t: Words['t']): string {
  if (isFailure(error) && error.problem) return [error.problem.title, error.problem.detail].filter(Boolean).join(' ');
  return t(isFailure(error, 'offline') ? 'ui.failure.offline' : 'ui.failure.fault');
}
