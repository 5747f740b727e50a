// The sections of a report but the prescription, told in words.
import type { Piece } from './pieces.ts';
import type { Reader } from './for-reader.ts';
import type { Measured, Parameters, ReportModel, Thing } from './report-model.ts';
import {
  boundsText,
  changeText,
  dateText,
  peopleText,
  readingText,
  shortDateText,
  type ReportWords,
} from './report-words.ts';

const signed = (change: number): string => `${change > 0 ? '+' : ''}${change.toFixed(1)}`;
/** The name in the reader's language, of what carries both. */
const named = ({ zh, en, ...rest }: Parameters, words: ReportWords): Parameters =>
  typeof zh === 'string' && typeof en === 'string' ? { ...rest, name: words.text({ zh, en }) } : rest;

export function summarySection({ index, things, year }: ReportModel, words: ReportWords): Piece[] {
  const { t } = words;
  const known = t('report.known', { known: index.known, of: index.of });
  if (index.state === 'not-applicable')
    return [{ kind: 'text', text: t('report.indexNotFor') }, ...toDo(things, words)];
  const pieces: Piece[] = [
    {
      kind: 'figures',
      items: [
        index.score === undefined
          ? { label: t('report.index'), value: t('report.indexTooFew'), note: known }
          : {
              label: t('report.index'),
              value: t('report.indexValue', { score: index.score.toFixed(1) }),
              note: `${t(`report.band.${index.band}`)} · ${known}`,
            },
        index.change === undefined
          ? { label: t('report.change'), value: t('report.changeUnknown'), note: t('report.changeUnknownWhy') }
          : {
              label: t('report.change'),
              value: signed(index.change),
              note: t('report.changeFrom', { year: year - 1, before: index.before!.toFixed(1) }),
            },
      ],
    },
    {
      kind: 'table',
      columns: [t('report.part'), t('report.points'), t('report.pointsBefore')],
      rows: index.terms.map(({ key, points, before }) => [
        t(`report.term.${key}`),
        points === undefined ? t('report.notKnown') : t('report.pointsOf', { points }),
        before === undefined ? t('report.notKnown') : t('report.pointsOf', { points: before }),
      ]),
      notes: [t('report.indexNote')],
    },
  ];
  const [figures, table] = pieces;
  return [figures!, ...toDo(things, words), table!];
}

function toDo(things: readonly Thing[], words: ReportWords): Piece[] {
  const { t } = words;
  if (things.length === 0) return [{ kind: 'text', text: t('report.nothingToDo') }];
  const reasonOf: Record<string, string> = {
    'TODO-DANGER': 'report.reason.danger',
    'TODO-INDEX': 'report.reason.index',
    'TODO-DUE': 'report.reason.due',
    'TODO-UNKNOWN': 'report.reason.unknown',
  };
  return [
    {
      kind: 'numbered',
      items: things.map(({ rule, about, parameters }) => {
        const given = named(parameters, words);
        const kind = rule === 'TODO-UNKNOWN' ? 'ask' : rule === 'TODO-DANGER' ? 'danger' : 'todo';
        const key = about.startsWith('followUp.') ? 'followUp' : about;
        return {
          title: t(`report.${kind}.${key}`, given),
          reason: t(reasonOf[rule]!, { ...given, part: t(`report.about.${key}`, given) }),
        };
      }),
    },
    { kind: 'text', text: t('report.thingsRule'), quiet: true },
  ];
}

export function measuredSection({ measured, year }: ReportModel, reader: Reader, words: ReportWords): Piece[] {
  const { t } = words;
  if (measured.length === 0) return [{ kind: 'text', text: t('report.nothingMeasured', { year }) }];
  const targets = measured.some(({ target }) => target);
  const cell = (one: Measured, which: 'now' | 'before') => {
    const reading = one[which];
    return reading
      ? `${readingText(one, reading, words)}\n${shortDateText(reading.on, words)}`
      : t('report.notMeasured');
  };
  const draft = (mark: 'seen' | 'draft') => (mark === 'draft' && reader === 'doctor' ? t('report.draftMark') : '');
  const rows = measured.map((one) => [
    t(`report.measure.${one.key}`),
    cell(one, 'now'),
    cell(one, 'before'),
    changeText(one, words),
    one.reference ? `${boundsText(one.reference, one.digits)}${draft(one.reference.mark)}` : t('report.noRange'),
    ...(targets ? [one.target ? `${boundsText(one.target, one.digits)}${draft(one.target.mark)}` : ''] : []),
  ]);
  return [
    {
      kind: 'table',
      columns: [
        t('report.item'),
        t('report.thisYear', { year }),
        t('report.lastYear', { year: year - 1 }),
        t('report.direction'),
        t('report.range'),
        ...(targets ? [t('report.target')] : []),
      ],
      rows,
      notes: sourceNotes(measured, words),
    },
    ...(reader === 'doctor' ? openGaps(measured, words) : []),
  ];
}

/** Which range comes from where, one line a source. */
function sourceNotes(measured: readonly Measured[], words: ReportWords): string[] {
  const bySource = new Map<string, Set<string>>();
  for (const { key, reference, target } of measured)
    for (const [what, one] of [
      ['report.rangeOf', reference],
      ['report.targetOf', target],
    ] as const) {
      if (!one) continue;
      const source = words.text(one.source);
      const line = bySource.get(source) ?? new Set();
      bySource.set(source, line.add(words.t(what, { measure: words.t(`report.measure.${key}`) })));
    }
  return [...bySource].map(([source, what]) => words.t('report.rangeSource', { what: [...what].join('、'), source }));
}

function openGaps(measured: readonly Measured[], words: ReportWords): Piece[] {
  const open = measured.filter(({ now, target, met }) => now && target && met === false);
  if (open.length === 0) return [];
  return [
    {
      kind: 'bullets',
      title: words.t('report.openGaps'),
      items: open.map((one) =>
        words.t('report.openGap', {
          measure: words.t(`report.measure.${one.key}`),
          value: readingText(one, one.now!, words),
          target: boundsText(one.target!, one.digits),
        }),
      ),
    },
  ];
}

export function risksSection({ risks }: ReportModel, reader: Reader, words: ReportWords): Piece[] {
  const { t, text } = words;
  const told = risks.filter(({ state }) => state === 'complete');
  const pieces = told.map((risk): Piece => {
    const title = text(risk.disease);
    const draft = risk.status === 'draft' ? t('report.draftMark') : '';
    if (risk.percent !== undefined && risk.horizonYears > 0)
      return {
        kind: 'people',
        title: `${title}${draft}`,
        people: Math.round(risk.percent),
        text: peopleText(risk, words),
      };
    const level = risk.level ? t(`report.level.${risk.level}`) : '';
    return {
      kind: 'bullets',
      items: [t('report.riskNow', { disease: title, level, label: text(risk.label!) }) + draft],
    };
  });
  if (pieces.length === 0) pieces.push({ kind: 'text', text: t('report.noRisks') });
  else pieces.push({ kind: 'text', text: t('report.risksNote'), quiet: true });
  if (reader === 'resident') return pieces;
  const open = risks.flatMap((risk) => {
    if (risk.state === 'incomplete')
      return [
        t('report.riskLacks', { disease: text(risk.disease), what: risk.missing!.map((one) => text(one)).join('、') }),
      ];
    return risk.state === 'not-applicable'
      ? [t('report.riskNotFor', { disease: text(risk.disease), reason: text(risk.label!) })]
      : [];
  });
  return open.length > 0 ? [...pieces, { kind: 'bullets', title: t('report.risksOpen'), items: open }] : pieces;
}

/** What the person said, and what was handed out: two sources, each told. */
function adherenceText({ adherence, covered }: ReportModel['chronic'][number], { t }: ReportWords): string {
  const told = [
    adherence && t(`report.adherence.${adherence}`),
    covered && t('report.covered', { ...covered, percent: ((covered.days / covered.of) * 100).toFixed(1) }),
  ].filter(Boolean);
  return told.length > 0 ? told.join('\n') : t('report.notKnown');
}

export function chronicSection({ chronic }: ReportModel, reader: Reader, words: ReportWords): Piece[] {
  const { t, text } = words;
  if (chronic.length === 0) return [{ kind: 'text', text: t('report.noChronic') }];
  return [
    {
      kind: 'table',
      columns: [
        t('report.disease'),
        t('report.visits'),
        t('report.control'),
        t('report.adherence'),
        t('report.nextContact'),
      ],
      rows: chronic.map((part) => [
        text(part.name),
        part.wantedVisits === undefined
          ? String(part.visits)
          : t('report.visitsOf', { visits: part.visits, wanted: part.wantedVisits }),
        part.controlled === undefined
          ? t('report.notKnown')
          : t(part.controlled ? 'report.controlled' : 'report.uncontrolled'),
        adherenceText(part, words),
        part.nextDueOn ? dateText(part.nextDueOn, words) : t('report.notKnown'),
      ]),
      notes: [
        ...(chronic.some(({ controlled }) => controlled !== undefined) ? [t('report.controlNote')] : []),
        ...new Set(
          chronic.map(({ source, mark }) =>
            t(mark === 'draft' && reader === 'doctor' ? 'report.draftSource' : 'report.source', {
              source: text(source),
            }),
          ),
        ),
      ],
    },
  ];
}

export function useSection({ use, year }: ReportModel, words: ReportWords): Piece[] {
  const { t } = words;
  const visits = use.visits && Object.entries(use.visits);
  return [
    {
      kind: 'bullets',
      items: [
        visits
          ? t('report.visitsLine', {
              what: visits
                .map(([kind, times]) => t('report.visitKind', { kind: t(`report.encounter.${kind}`), times }))
                .join('，'),
            })
          : t('report.visitsNone', { year }),
        use.medicines.length > 0
          ? t('report.medicines', { what: use.medicines.join('、') })
          : t('report.medicinesNone'),
        use.vaccinations.length > 0
          ? t('report.vaccinations', {
              what: use.vaccinations.map(({ name, on }) => `${name} ${dateText(on, words)}`).join('；'),
            })
          : t('report.vaccinationsNone'),
        use.costFen === undefined ? t('report.costNone') : t('report.cost', { yuan: (use.costFen / 100).toFixed(2) }),
      ],
    },
  ];
}

export function dueSection({ due }: ReportModel, reader: Reader, words: ReportWords): Piece[] {
  const { t, text } = words;
  const note: Piece = { kind: 'text', text: t('report.dueNote'), quiet: true };
  if (due.length === 0) return [{ kind: 'text', text: t('report.nothingDue') }, note];
  return [
    {
      kind: 'bullets',
      items: due.map(({ about, lastOn, dueOn, parameters, source, mark }) => {
        const key = about.startsWith('followUp.') ? 'followUp' : about;
        const when = dueOn
          ? t('report.dueOn', { on: dateText(dueOn, words) })
          : lastOn
            ? t('report.lastOn', { on: dateText(lastOn, words) })
            : '';
        const what = `${t(`report.due.${key}`, named(parameters, words))}${when}`;
        return reader === 'doctor'
          ? t(mark === 'draft' ? 'report.dueDraft' : 'report.dueFrom', { what, source: text(source) })
          : what;
      }),
    },
    note,
  ];
}

export function sourcesSection({ sources, gaps, year }: ReportModel, reader: Reader, words: ReportWords): Piece[] {
  const { t, text } = words;
  const gapText = ({ kind, about }: ReportModel['gaps'][number]): string =>
    kind === 'index'
      ? t('report.gap.index', { what: t(`report.about.${about}`), how: t(`report.ask.${about}`) })
      : t(`report.gap.${kind}`, {
          what: t(kind === 'measure' ? `report.measure.${about}` : `report.gapUse.${about}`),
          year,
        });
  return [
    { kind: 'text', text: t('report.sourcesText') },
    {
      kind: 'bullets',
      title: t('report.methods'),
      items: sources.map((one) =>
        t('report.method', {
          title: text(one.title),
          version: one.version,
          status: t(`report.status.${one.status}`),
          // Residents are told the publication alone.
          cite: reader === 'resident' ? one.cite.split('; ')[0]! : one.cite,
        }),
      ),
    },
    ...(gaps.length > 0
      ? [{ kind: 'bullets' as const, title: t('report.gaps'), items: gaps.map(gapText) }]
      : [{ kind: 'text' as const, text: t('report.noGaps') }]),
    ...(reader === 'resident' ? [{ kind: 'text' as const, text: t('report.notDiagnosis'), quiet: true }] : []),
  ];
}
