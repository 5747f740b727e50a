// Who signed a version, and the desk where a clinician signs it: for exactly the content that is on the screen.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/actions/button.tsx';
import { saveJson } from '#platform/ui/files/save-file.ts';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { knowledgeRoutes, type ContentSheet } from '../../contract.ts';
import type { ContentHead } from '../../rules/content.ts';
import styles from './library.module.css';

type Sheet = ContentSheet<ContentHead, unknown>;
/** Enough to tell two fingerprints apart by eye. */
const shownOf = (hash: string): string => hash.slice(0, 12);

export function Signatures({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  const may = useMay('knowledge.content.sign');
  const { signatures, reviews, hash, content } = sheet;
  const inFile = reviews.filter((review) => !signatures.some((one) => one.counts && one.reviewer === review.reviewer));
  const open = content.status !== 'awaiting-table' && content.status !== 'disabled';
  return (
    <section className={styles['part']}>
      <h2>{t('knowledge.signatures')}</h2>
      <p className="quiet">{t('knowledge.fingerprint', { hash: shownOf(hash) })}</p>
      {signatures.length + inFile.length === 0 ? (
        <p>{t('knowledge.noReview')}</p>
      ) : (
        <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('knowledge.signatures')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('knowledge.signer')}</th>
                <th scope="col">{t('knowledge.verdict')}</th>
                <th scope="col">{t('knowledge.signedAt')}</th>
                <th scope="col">{t('knowledge.signedContent')}</th>
              </tr>
            </thead>
            <tbody>
              {inFile.map((review) => (
                <tr key={`${review.reviewer} ${review.reviewedOn}`}>
                  <td>
                    {review.reviewer}（{review.role}）
                  </td>
                  <td>{verdictText(t, review)}</td>
                  <td>{review.reviewedOn}</td>
                  <td>{t('knowledge.inFile')}</td>
                </tr>
              ))}
              {signatures.map((one) => (
                <tr key={one.signatureId} className={one.counts ? undefined : styles['past']}>
                  <td>
                    {one.reviewer}（{t(`ui.role.${one.role}`)}）
                  </td>
                  <td>{verdictText(t, one)}</td>
                  <td>{signedText(one.signedAt)}</td>
                  <td>
                    <code className={styles['code']}>{shownOf(one.hash)}</code>{' '}
                    {one.counts
                      ? t('knowledge.counts')
                      : t(one.hash === hash ? 'knowledge.replaced' : 'knowledge.otherContent')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {reviews.length > 0 && (
        <p className="no-print">
          <Button onClick={() => saveReviews(sheet)}>{t('knowledge.exportReviews')}</Button>
        </p>
      )}
      {may && open && <SigningDesk sheet={sheet} />}
      <p className={`print-only ${styles['pen']}`}>{t('knowledge.penLine')}</p>
    </section>
  );
}

const verdictText = (t: (key: string) => string, { verdict, note }: { verdict: string; note?: string }) => (
  <>
    <span className={styles['tone']} data-tone={verdict === 'approved' ? 'normal' : 'dangerous'}>
      {verdict === 'approved' ? '● ' : '▲ '}
      {t(`knowledge.verdict.${verdict}`)}
    </span>
    {note !== undefined && <p className="quiet">{note}</p>}
  </>
);

/** In full, because it is printed: Shanghai time. */
const signedText = (at: string): string =>
  new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** Entries for review.json of the content's folder. */
const saveReviews = ({ reviews, content }: Sheet): void =>
  saveJson(reviews, `${content.id}-${content.version}-review.json`);

function SigningDesk({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [note, setNote] = useState('');
  const [verdict, setVerdict] = useState<'approved' | 'rejected'>();
  const [signatureId, setSignatureId] = useState(newId);
  const [lacksReason, setLacksReason] = useState(false);
  const { content, kind, hash } = sheet;
  const sign = useMutation({
    mutationFn: (given: 'approved' | 'rejected') =>
      api.call(knowledgeRoutes.sign, {
        params: { kind, id: content.id, version: content.version },
        body: { signatureId, hash, verdict: given, ...(note.trim() !== '' && { note: note.trim() }) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['knowledge'] });
      announce(t('knowledge.signed'));
      setNote('');
      setSignatureId(newId());
    },
    onSettled: () => setVerdict(undefined),
  });
  const ask = (given: 'approved' | 'rejected') => {
    const lacks = given === 'rejected' && note.trim() === '';
    setLacksReason(lacks);
    if (!lacks) setVerdict(given);
  };
  return (
    <div className={`${styles['desk']} no-print`}>
      <p>{t('knowledge.signText')}</p>
      <TextField
        name="note"
        label={t('knowledge.signNote')}
        value={note}
        onChange={setNote}
        lines={2}
        maxLength={500}
        optional
        error={lacksReason && note.trim() === '' ? t('knowledge.reasonNeeded') : undefined}
      />
      <p className={styles['filters']}>
        <Button kind="primary" busy={sign.isPending} onClick={() => ask('approved')}>
          {t('knowledge.approve')}
        </Button>
        <Button onClick={() => ask('rejected')}>{t('knowledge.reject')}</Button>
      </p>
      {sign.isError && <Failure error={sign.error} />}
      <Confirm
        open={verdict !== undefined}
        title={t(verdict === 'rejected' ? 'knowledge.rejectTitle' : 'knowledge.approveTitle')}
        verb={t(verdict === 'rejected' ? 'knowledge.reject' : 'knowledge.approve')}
        danger={verdict === 'rejected'}
        busy={sign.isPending}
        onConfirm={() => verdict && sign.mutate(verdict)}
        onClose={() => setVerdict(undefined)}
      >
        <p>{t('knowledge.signConfirm', { title: content.title.zh, version: content.version, hash: shownOf(hash) })}</p>
      </Confirm>
    </div>
  );
}
