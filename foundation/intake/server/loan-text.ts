// The words of a loan as they are signed: made from its parts alone, so that the same loan always has the same words and hash.
import { createHash } from 'node:crypto';
import type { Day } from '#platform/contract.ts';
import type { Messages } from '#platform/kernel/messages/messages.ts';
import type { DeviceKind } from '../contract.ts';

export interface LoanParts {
  unit: string;
  name: string;
  kind: DeviceKind;
  model: string;
  serial: string;
  on: Day;
}

export function loanText(messages: Messages, { kind, ...parts }: LoanParts): { text: string; textHash: string } {
  const text = messages.render('zh-CN', 'intake.loan-text', {
    ...parts,
    kind: messages.render('zh-CN', `intake.kind.${kind}`),
  });
  return { text, textHash: createHash('sha256').update(text).digest('hex') };
}
