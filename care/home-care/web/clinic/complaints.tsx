// Complaints about one visit with their answers; the institution answers here, once.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { visitRoutes, type Complaint, type VisitSheet } from '../../visits-contract.ts';
import type { VisitKey } from '../use-visit.ts';
import styles from '../home-care.module.css';

export function Complaints({ sheet, visitKey }: { sheet: VisitSheet; visitKey: VisitKey }) {
  const { t } = useWords();
  if (sheet.complaints.length === 0) return null;
  return (
    <section className={styles['card']}>
      <h2>{t('homeCare.complaints')}</h2>
      {sheet.complaints.map((one) => (
        <OneComplaint key={one.complaintId} complaint={one} visitKey={visitKey} />
      ))}
    </section>
  );
}

function OneComplaint({ complaint, visitKey }: { complaint: Complaint; visitKey: VisitKey }) {
  const { t, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const answers = useMay('home-care.complaint.answer');
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () =>
      api.call(visitRoutes.answer, {
        params: { ...visitKey, complaintId: complaint.complaintId },
        body: { answer: text.trim() },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['home-care'] }),
  });
  return (
    <div>
      <p>
        <strong>{complaint.madeByName}</strong> <span className="quiet">{instant(complaint.madeAt)}</span>
      </p>
      <p>{complaint.said}</p>
      {complaint.answer ? (
        <p>
          {t('homeCare.answeredBy', { name: complaint.answeredByName })}：{complaint.answer}
        </p>
      ) : (
        <>
          <LevelTag level="amber">{t('homeCare.unanswered')}</LevelTag>
          {answers && (
            <>
              <TextField
                name="answer"
                label={t('homeCare.answer')}
                lines={3}
                maxLength={1_000}
                value={text}
                onChange={setText}
              />
              <Button
                kind="primary"
                busy={send.isPending}
                disabled={text.trim().length < 2}
                onClick={() => send.mutate()}
              >
                {t('homeCare.sendAnswer')}
              </Button>
            </>
          )}
        </>
      )}
      {send.error && <Failure error={send.error} safe={t('homeCare.kept')} />}
    </div>
  );
}
