// The visit form refuses what can't be, and sends what was typed and nothing else.
import { describe, expect, it } from 'vitest';
import { visitOf, visitTroubles, type VisitDraft } from './visit-draft.ts';

const draft = (part: Partial<VisitDraft> = {}): VisitDraft => ({
  visitId: '019abc00-0000-7000-8000-000000000000',
  kind: 'clinic',
  reason: '头晕两天',
  diagnosis: '',
  note: '',
  vitals: {},
  ...part,
});

describe('visitTroubles', () => {
  it.each([
    [{}, []],
    [{ reason: '  ' }, [['reason', 'reason-missing']]],
    [{ vitals: { systolic: '1560', diastolic: '92' } }, [['systolic', 'number']]],
    [{ vitals: { systolic: '156' } }, [['diastolic', 'pair-missing']]],
    [{ vitals: { diastolic: '92' } }, [['systolic', 'pair-missing']]],
    [{ vitals: { systolic: '80', diastolic: '92' } }, [['diastolic', 'pair-order']]],
    [{ vitals: { systolic: '186', diastolic: '104', 'body-temperature': '36。8' } }, []],
    [{ vitals: { 'oxygen-saturation': '101' } }, [['oxygen-saturation', 'number']]],
  ] as [Partial<VisitDraft>, [string, string][]][])('%j', (part, expected) => {
    expect(visitTroubles(draft(part)).map(({ field, code }) => [field, code])).toEqual(expected);
  });
});

it('sends only what was typed', () => {
  const visit = visitOf(
    draft({ note: ' ', vitals: { systolic: ' 156 ', diastolic: '92' } }),
    new Date('2026-11-22T06:00:00Z'),
  );
  expect(visit).toEqual({
    visitId: '019abc00-0000-7000-8000-000000000000',
    startedAt: '2026-11-22T06:00:00.000Z',
    kind: 'clinic',
    reason: '头晕两天',
    vitals: [
      { kind: 'systolic', value: 156 },
      { kind: 'diastolic', value: 92 },
    ],
  });
});
