// One record that was opened in an emergency, with the form of its review.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import {
  openedRoutes,
  openedVerdicts,
  type OpenedRecordRow,
  type OpenedVerdict,
} from '../../opened-records-contract.ts';
import { useTroubles } from '../use-troubles.ts';
import styles from './identity.module.css';

const manyLooks = 100;

export function OpenedRecordCard({ row }: { row: OpenedRecordRow }) {
  const { t, instant, count } = useWords();
  const trail = new URLSearchParams({
    account: row.login,
    personId: row.personId,
    from: dayOf(new Date(row.from)),
    to: dayOf(new Date(row.until)),
  });
  return (
    <li className={styles['pair']}>
      <strong>
        {t('registry.openedBy', { name: row.accountName, login: row.login, person: row.personName })}
        {row.villageName && <span className="quiet"> {row.villageName}</span>}
      </strong>
      <span className="quiet">
        {t('registry.openedSpan', { from: instant(row.from), until: instant(row.until) })}
        {!row.review && <> · {t('registry.openedDue', { at: instant(row.dueAt) })}</>}
      </span>
      {row.late && <LevelTag level="red">{t('registry.openedLate')}</LevelTag>}
      <p>
        {t(`registry.glass.reason.${row.reason}`)}：{row.explanation}
      </p>
      <p>
        {t(row.looks < manyLooks ? 'registry.openedLooks' : 'registry.openedLooksMany', { count: count(row.looks) })}{' '}
        <Link to={`/audit?${trail.toString()}`}>{t('registry.openedTrail')}</Link>
      </p>
      {row.review && (
        <>
          <LevelTag level={row.review.verdict === 'justified' ? 'green' : 'red'}>
            {t(`registry.openedVerdict.${row.review.verdict}`)}
          </LevelTag>
          <p>{row.review.finding}</p>
          <span className="quiet">
            {t('registry.openedReview', { name: row.review.byName, at: instant(row.review.at) })}
          </span>
        </>
      )}
      {!row.review && (row.mayReview ? <ReviewForm row={row} /> : <p className="quiet">{t('registry.openedOwn')}</p>)}
    </li>
  );
}

function ReviewForm({ row }: { row: OpenedRecordRow }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const troublesOf = useTroubles((field) => `${row.openingId}-${field}`);
  const [verdict, setVerdict] = useState<OpenedVerdict>();
  const [finding, setFinding] = useState('');
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const review = useMutation({
    mutationFn: (chosen: OpenedVerdict) =>
      api.call(openedRoutes.review, {
        params: { personId: row.personId, openingId: row.openingId },
        body: { verdict: chosen, finding: finding.trim() },
      }),
    onSuccess: (_, chosen) => {
      announce(t('registry.openedDone', { verdict: t(`registry.openedVerdict.${chosen}`) }));
      void queries.invalidateQueries({ queryKey: ['registry', 'opened-records'] });
    },
    onError: (error) => setTroubles(troublesOf(error)),
  });
  const send = () => {
    if (!verdict || [...finding.trim()].length < 2) {
      setTroubles([{ field: `${row.openingId}-finding`, text: t('registry.openedMissing') }]);
      return;
    }
    setTroubles([]);
    review.mutate(verdict);
  };
  return (
    <Form
      label={t('registry.openedVerb')}
      verb={t('registry.openedVerb')}
      troubles={troubles}
      busy={review.isPending}
      onSubmit={send}
    >
      <ChoiceField
        name={`verdict-${row.openingId}`}
        label={t('registry.openedVerdict')}
        value={verdict}
        onChange={setVerdict}
        choices={openedVerdicts.map((one) => ({ value: one, label: t(`registry.openedVerdict.${one}`) }))}
      />
      <TextField
        id={`${row.openingId}-finding`}
        name="finding"
        label={t('registry.openedFinding')}
        hint={t('registry.openedFindingHint')}
        lines={2}
        maxLength={500}
        value={finding}
        onChange={setFinding}
      />
    </Form>
  );
}
