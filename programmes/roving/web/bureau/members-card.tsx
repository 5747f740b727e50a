// The name list of a site: who is on it with age, sex and package; and the Excel sheet that adds people after a check.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { base64Of, fileFault } from '#foundation/registry/web/bureau/import-file.ts';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { specialVisitRoutes, type MemberImportReply, type SiteDetail } from '../../special-visit-contract.ts';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

/** More rows are counted, not shown. */
const shown = 100;

export function MembersCard({ site }: { site: SiteDetail }) {
  const { t, count } = useWords();
  const api = useApi();
  const mayImport = useMay('roving.site-member.import');
  const params = { servicePointId: site.servicePointId };
  const members = useQuery({
    queryKey: [...rovingKey, 'members', site.servicePointId],
    queryFn: ({ signal }) => api.call(specialVisitRoutes.members, { params, signal }),
  });
  return (
    <section className={styles['card']} aria-label={t('roving.memberList')}>
      <h2>{t('roving.memberList')}</h2>
      {mayImport && <MemberSheet site={site} />}
      <QueryView query={members}>
        {({ members: rows, total }) => (
          <>
            <p>{t('roving.memberCount', { total: count(total), seen: count(rows.length) })}</p>
            {rows.length > 0 && (
              <div
                className={styles['scroll']}
                tabIndex={0}
                role="region"
                aria-label={t('roving.memberList')}
                style={{ maxHeight: 420 }}
              >
                <table className={styles['changes']}>
                  <thead>
                    <tr>
                      <th scope="col">{t('roving.personName')}</th>
                      <th scope="col">{t('roving.forWhom')}</th>
                      <th scope="col">{t('roving.packageName')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {rows.slice(0, shown).map((row) => (
                      <tr key={row.personId}>
                        <th scope="row">{row.name}</th>
                        <td>
                          {t(`roving.sex.${row.sex}`)} {row.age !== undefined && t('roving.years', { count: row.age })}
                        </td>
                        <td>{row.packageName ?? '—'}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                {rows.length > shown && (
                  <p className="quiet">{t('roving.moreChanges', { count: rows.length - shown })}</p>
                )}
              </div>
            )}
          </>
        )}
      </QueryView>
    </section>
  );
}

function MemberSheet({ site }: { site: SiteDetail }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [reply, setReply] = useState<MemberImportReply>();
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = async (sheet: File, dryRun: boolean) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const body = { contentBase64: await base64Of(sheet), dryRun };
      const params = { servicePointId: site.servicePointId };
      setReply(await api.call(specialVisitRoutes.importMembers, { params, body, idempotencyKey: newId() }));
      if (!dryRun) await queries.invalidateQueries({ queryKey: rovingKey });
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  const choose = (next: File | undefined) => {
    if (!next) return;
    const found = fileFault(next);
    setReply(undefined);
    setFault(found);
    setFile(found ? undefined : next);
    if (!found) void send(next, true);
  };
  const ready = reply?.dryRun && reply.errors.length === 0 && reply.rows > reply.existing;
  return (
    <>
      <div className={styles['row']}>
        <a className={buttonClass('quiet')} href="/api/roving/site-members.xlsx?portal=bureau">
          {t('roving.emptySheet')}
        </a>
        <input
          ref={input}
          className="unseen"
          type="file"
          tabIndex={-1}
          aria-label={t('roving.memberSheet')}
          accept=".xlsx"
          onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button busy={busy} onClick={() => input.current?.click()}>
          {t('roving.memberSheet')}
        </Button>
        {ready && file && (
          <Button kind="primary" busy={busy} onClick={() => void send(file, false)}>
            {t('roving.addMembers', { count: reply.rows - reply.existing })}
          </Button>
        )}
      </div>
      {fault && <p role="alert">{t('roving.sheetFault')}</p>}
      {failure !== undefined && <Failure error={failure} safe={t('roving.listSafe')} />}
      {reply && (
        <div role="status">
          {reply.errors.length === 0 ? (
            <LevelTag level="green">
              {t(reply.dryRun ? 'roving.sheetGood' : 'roving.membersAdded', {
                rows: reply.rows,
                existing: reply.existing,
                count: reply.created,
              })}
            </LevelTag>
          ) : (
            <>
              <LevelTag level="red">{t('roving.sheetBad', { count: reply.errors.length })}</LevelTag>
              <ul>
                {reply.errors.slice(0, shown).map((error) => (
                  <li key={`${error.row} ${error.column} ${error.code}`}>
                    {t('roving.sheetError', { row: error.row, column: error.column, message: error.message })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </>
  );
}
