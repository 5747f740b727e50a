// What is wrong with a value that somebody filled in, in words that say what to do.
import type { z } from 'zod';
import type { Locale } from '../access/actor.ts';
import { createMessages, readCatalogue } from '../messages/catalogue.ts';

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];
interface Said {
  key: string;
  parameters?: Record<string, string | number>;
}

const messages = createMessages([readCatalogue(new URL('../messages/', import.meta.url))]);

export function issueWords(issue: RawIssue, locale: Locale): string {
  const { key, parameters } = saidOf(issue);
  return messages.render(locale, `http.issue.${key}`, parameters);
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
const formats = ['date', 'datetime', 'email', 'url', 'uuid'];

function saidOf(issue: RawIssue): Said {
  if (isNothing(issue.input) && issue.code !== 'custom') return { key: 'missing' };
  switch (issue.code) {
    case 'too_small': {
      const least = Number(issue.minimum);
      return { key: `${kindOf(issue.origin)}-${issue.inclusive === false ? 'above' : 'least'}`, parameters: { least } };
    }
    case 'too_big': {
      const most = Number(issue.maximum);
      return { key: `${kindOf(issue.origin)}-${issue.inclusive === false ? 'below' : 'most'}`, parameters: { most } };
    }
    case 'invalid_type':
      return { key: issue.expected === 'int' ? 'whole' : 'kind' };
    case 'invalid_format':
      return { key: formats.includes(issue.format) ? `format-${issue.format}` : 'format' };
    case 'not_multiple_of':
      return { key: 'step', parameters: { step: Number(issue.divisor) } };
    case 'invalid_value':
      return { key: 'choice' };
    case 'unrecognized_keys':
      return { key: 'unknown', parameters: { names: issue.keys.join(', ') } };
    default:
      return { key: 'other' };
  }
}

const kindOf = (origin: string): 'number' | 'text' | 'list' =>
  origin === 'string' ? 'text' : origin === 'array' || origin === 'set' || origin === 'map' ? 'list' : 'number';
