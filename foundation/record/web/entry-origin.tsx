// Where one entry came from, asked for when somebody wants to know: who, with what, through which system, how often corrected.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { originRoute, type EntryOrigin as Origin } from '../origin-contract.ts';
import { recordKey } from './record-queries.ts';
import styles from './record.module.css';

export function EntryOrigin({ personId, resource }: { personId: string; resource: string }) {
  const api = useApi();
  const [type = '', id = ''] = resource.split('/');
  const origin = useQuery({
    queryKey: [...recordKey(personId), 'origin', resource],
    queryFn: ({ signal }) => api.call(originRoute, { params: { personId, type, id }, signal }),
  });
  return (
    <QueryView query={origin} skeleton={<Skeleton lines={3} />}>
      {(told) => <Told origin={told} />}
    </QueryView>
  );
}

function Told({ origin }: { origin: Origin }) {
  const { t, instant } = useWords();
  const comma = t('ui.comma');
  const rows: [label: string, text: string][] = [
    ['record.from', t(`record.from.${origin.from}`)],
    ['record.origin.by', origin.by.join(comma) || t('record.origin.unknown')],
    ['record.origin.devices', origin.devices.join(comma)],
    ['record.origin.system', origin.system ?? ''],
    ['record.origin.identifiers', origin.identifiers.join(comma)],
    [
      'record.origin.versions',
      origin.versions
        .map(({ version, at }) => t('record.origin.version', { version, at: instant(at) }))
        .join(t('ui.semicolon')),
    ],
    ...origin.provenances.map(({ agents, activity, recordedAt }): [string, string] => [
      'record.origin.provenance',
      [agents.join(comma), activity, recordedAt && t('record.origin.recorded', { at: instant(recordedAt) })]
        .filter(Boolean)
        .join(' · '),
    ]),
  ];
  return (
    <span className={styles['origin']} role="group">
      {rows
        .filter(([, text]) => text)
        .map(([label, text]) => (
          <span key={`${label}${text}`}>
            <span className="quiet">{t(label)}：</span>
            {text}
          </span>
        ))}
      {origin.simulated && <SimulatedBadge />}
    </span>
  );
}
