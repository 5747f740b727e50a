// The county's contracts as a whole: sums of the ledger, paper lists taken over from Excel, the list as a sheet.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useIdempotencyKey } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist } from '#platform/ui/worklist/worklist.tsx';
import {
  contractRoutes,
  contractSheetPath,
  contractTemplatePath,
  permissions,
  type ImportBody,
  type ImportReply,
} from '../../contract.ts';
import { familyKey, useFilters } from '../use-family.ts';
import { FamilyRooms } from './family-rooms.tsx';
import styles from '../family.module.css';

export function ContractsPage() {
  const { t } = useWords();
  const mayImport = useMay(permissions.importContracts);
  return (
    <div className={styles['stack']}>
      <PageHead title={t('family-doctor.room.contracts')}>
        {(['xlsx', 'csv'] as const).map((format) => (
          <a key={format} className={buttonClass()} href={`${contractSheetPath}?portal=bureau&format=${format}`}>
            {t(`family-doctor.export.${format}`)}
          </a>
        ))}
      </PageHead>
      <FamilyRooms />
      {mayImport && <Import />}
      <Sums />
    </div>
  );
}

function Sums() {
  const { t, money } = useWords();
  const api = useApi();
  const { get, set, today } = useFilters();
  const from = get('from') || `${today.slice(0, 4)}-01-01`;
  const to = get('to') || today;
  const sums = useQuery({
    queryKey: [...familyKey, 'sums', from, to],
    queryFn: ({ signal }) => api.call(contractRoutes.ledgerSums, { query: { from, to }, signal }),
  });
  return (
    <section className={styles['stack']} aria-label={t('family-doctor.ledger')}>
      <h2>{t('family-doctor.ledger')}</h2>
      <div className={styles['filters']}>
        <TextField
          name="from"
          label={t('family-doctor.from')}
          type="date"
          value={from}
          onChange={(next) => set('from', next)}
        />
        <TextField
          name="to"
          label={t('family-doctor.to')}
          type="date"
          value={to}
          onChange={(next) => set('to', next)}
        />
      </div>
      <QueryView query={sums} skeleton={<Skeleton lines={5} />}>
        {(data) => (
          <>
            {data.simulated && (
              <p>
                <SimulatedBadge /> {t('family-doctor.sample')}
              </p>
            )}
            <dl className={styles['figures']}>
              {data.sums.map((one) => (
                <div key={`${one.payer} ${one.kind}`}>
                  <dt>
                    {t(`family-doctor.payer.${one.payer}`)} {t(`family-doctor.entry.${one.kind}`)}
                  </dt>
                  <dd>{money(one.amountFen)}</dd>
                </div>
              ))}
            </dl>
            <Worklist
              label={t('family-doctor.byTeam')}
              columns={[
                {
                  key: 'team',
                  title: t('family-doctor.team'),
                  render: (row) => row.name,
                  sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
                },
                ...data.teams.slice(0, 1).flatMap(({ sums: payers }) =>
                  payers.map(({ payer }, index) => ({
                    key: payer,
                    title: t('family-doctor.openOf', { payer: t(`family-doctor.payer.${payer}`) }),
                    align: 'right' as const,
                    render: (row: (typeof data.teams)[number]) => money(row.sums[index]?.openFen ?? 0),
                    sort: (a: (typeof data.teams)[number], b: (typeof data.teams)[number]) =>
                      (a.sums[index]?.openFen ?? 0) - (b.sums[index]?.openFen ?? 0),
                  })),
                ),
              ]}
              rows={data.teams}
              rowKey={(row) => row.teamId}
              empty={<Empty title={t('family-doctor.noSums')} icon="list" />}
            />
          </>
        )}
      </QueryView>
    </section>
  );
}

const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let from = 0; from < bytes.length; from += 32_768)
    text += String.fromCharCode(...bytes.subarray(from, from + 32_768));
  return btoa(text);
};

function Import() {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [content, setContent] = useState<string>();
  // One key for the checked file: pressed twice, it is one import with one answer.
  const { key, renew } = useIdempotencyKey();
  const send = useMutation<ImportReply, unknown, ImportBody>({
    mutationFn: (body) =>
      api.call(contractRoutes.importContracts, { body, ...(!body.dryRun && { idempotencyKey: key }) }),
    onSuccess: (reply) => {
      if (reply.dryRun || reply.errors.length > 0) return;
      setContent(undefined);
      void queries.invalidateQueries({ queryKey: familyKey });
    },
  });
  const importing = useRef(false);
  const doImport = (contentBase64: string) => {
    // A second click comes before the button knows that it is busy.
    if (importing.current) return;
    importing.current = true;
    send.mutate({ contentBase64, dryRun: false }, { onSettled: () => (importing.current = false) });
  };
  const reply = send.data;
  return (
    <section className={styles['card']} aria-label={t('family-doctor.import')}>
      <h2>{t('family-doctor.import')}</h2>
      <p className="quiet">{t('family-doctor.importText')}</p>
      <div className={styles['row']}>
        <a className={buttonClass()} href={`${contractTemplatePath}?portal=bureau`}>
          {t('family-doctor.template')}
        </a>
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx"
          aria-label={t('family-doctor.chooseFile')}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (!file) return;
            void base64Of(file).then((contentBase64) => {
              renew();
              setContent(contentBase64);
              send.mutate({ contentBase64, dryRun: true });
            });
          }}
        />
        <Button busy={send.isPending} onClick={() => input.current?.click()}>
          {t('family-doctor.chooseFile')}
        </Button>
        {content && reply?.dryRun && reply.errors.length === 0 && (
          <Button kind="primary" busy={send.isPending} onClick={() => doImport(content)}>
            {t('family-doctor.doImport', { count: reply.created })}
          </Button>
        )}
      </div>
      {Boolean(send.error) && <Failure error={send.error} />}
      {reply && (
        <p role="status">
          {reply.errors.length > 0 ? (
            <LevelTag level="red">{t('family-doctor.faults', { count: reply.errors.length })}</LevelTag>
          ) : (
            <LevelTag level="green">
              {t(reply.dryRun ? 'family-doctor.checked' : 'family-doctor.imported', {
                rows: reply.rows,
                created: reply.created,
                existing: reply.existing,
              })}
            </LevelTag>
          )}
        </p>
      )}
      {reply && reply.errors.length > 0 && (
        <Worklist
          label={t('family-doctor.fault')}
          columns={[
            { key: 'row', title: t('family-doctor.rowNumber'), render: (one) => one.row, width: 80 },
            { key: 'column', title: t('family-doctor.column'), render: (one) => one.column, width: 160 },
            { key: 'message', title: t('family-doctor.fault'), render: (one) => one.message },
          ]}
          rows={reply.errors}
          rowKey={(one) => `${one.row} ${one.column} ${one.message}`}
          empty={null}
        />
      )}
    </section>
  );
}
