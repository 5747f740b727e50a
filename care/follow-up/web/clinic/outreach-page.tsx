// One person of a round: the words to say on the phone, the answers to enter or to read, what was abnormal and where it went.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { evaluateForm } from '#foundation/knowledge/rules/evaluate-form.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { focusFirstFault, FormView } from '#foundation/knowledge/web/form/form-view.tsx';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { followUpRoutes, type CallBody, type OutreachReply } from '../../contract.ts';
import { answerText } from '../../rules/answer-text.ts';
import { roundsKey } from './rounds-page.tsx';
import styles from '../follow-up.module.css';

export function OutreachPage() {
  const api = useApi();
  const { personId = '', outreachId = '' } = useParams();
  const outreach = useQuery({
    queryKey: [...roundsKey, 'outreach', outreachId],
    queryFn: ({ signal }) => api.call(followUpRoutes.outreach, { params: { personId, outreachId }, signal }),
  });
  return (
    <QueryView query={outreach} skeleton={<Skeleton lines={10} />}>
      {(reply) => (reply.outreach.state === 'answered' ? <Answered reply={reply} /> : <Calling reply={reply} />)}
    </QueryView>
  );
}

function Head({ reply: { outreach } }: { reply: OutreachReply }) {
  const { t } = useWords();
  return (
    <>
      <title>{t('followUp.of', { name: outreach.name })}</title>
      <PersonHeader
        personId={outreach.personId}
        actions={
          <>
            <Link className={buttonClass()} to={`/people/${outreach.personId}`}>
              {t('followUp.record')}
            </Link>
            {outreach.phone && (
              <a className={buttonClass()} href={`tel:${outreach.phone}`}>
                {outreach.phone}
              </a>
            )}
          </>
        }
      />
    </>
  );
}

function Calling({ reply }: { reply: OutreachReply }) {
  const { t, instant } = useWords();
  const api = useApi();
  const go = useNavigate();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mayWrite = useMay('follow-up.answer.write');
  const place = useRef<HTMLDivElement>(null);
  const [answers, setAnswers] = useState<Answers>(reply.answers ?? {});
  const [showFaults, setShowFaults] = useState(false);
  const today = dayOf(new Date());
  const { outreach, form, template } = reply;
  const params = { personId: outreach.personId, outreachId: outreach.outreachId };
  const done = async (text: string) => {
    announce(text);
    await queries.invalidateQueries({ queryKey: [...roundsKey] });
  };
  const save = useMutation({
    mutationFn: () => api.call(followUpRoutes.answer, { params, body: { answers }, idempotencyKey: newId() }),
    onSuccess: ({ abnormal }) => done(abnormal > 0 ? t('followUp.savedAbnormal') : t('followUp.saved')),
  });
  const call = useMutation({
    mutationFn: (body: CallBody) => api.call(followUpRoutes.call, { params, body, idempotencyKey: newId() }),
    onSuccess: async () => {
      await done(t('followUp.noted'));
      await go(-1);
    },
  });
  const submit = () => {
    const result = evaluateForm(form, answers, today);
    if (result.state === 'complete') return save.mutate();
    setShowFaults(true);
    if (place.current) focusFirstFault(place.current, result);
    return undefined;
  };
  return (
    <div className={styles['stack']} ref={place}>
      <Head reply={reply} />
      {outreach.state === 'stopped' && <p>{t('followUp.roundStopped')}</p>}
      {outreach.lastCall && (
        <p>
          {t('followUp.lastCall', { outcome: t(`followUp.call.${outreach.lastCall.outcome}`) })} ·{' '}
          {instant(outreach.lastCall.at)}
          {reply.answers && <> · {t('followUp.keptAnswers')}</>}
        </p>
      )}
      <p className={styles['script']}>{template.greeting}</p>
      <FormView definition={form} answers={answers} onChange={setAnswers} today={today} showFaults={showFaults} />
      <p className={styles['script']}>{template.closing}</p>
      {(save.error ?? call.error) && <Failure error={save.error ?? call.error} />}
      {mayWrite && outreach.state !== 'stopped' && (
        <div className={styles['row']}>
          <Button kind="primary" icon="check" busy={save.isPending} onClick={submit}>
            {t('followUp.saveAnswers')}
          </Button>
          <Button busy={call.isPending} onClick={() => call.mutate({ outcome: 'no-answer' })}>
            {t('followUp.nobodyAnswered')}
          </Button>
          <Button busy={call.isPending} onClick={() => call.mutate({ outcome: 'refused' })}>
            {t('followUp.refusedToday')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Answered({ reply }: { reply: OutreachReply }) {
  const { t, instant } = useWords();
  const { outreach, template, answers = {} } = reply;
  const abnormal = new Set(outreach.abnormal.map(({ key }) => key));
  return (
    <div className={styles['stack']}>
      <Head reply={reply} />
      <p>
        {t('followUp.answeredLine', {
          at: instant(outreach.answeredAt!),
          way: t(`followUp.channel.${outreach.answeredBy ?? outreach.channel ?? 'staff'}`),
        })}
      </p>
      {outreach.orderId && (
        <p>
          <LevelTag level="red">{t('followUp.abnormal')}</LevelTag>{' '}
          <Link to={`/orders/${outreach.personId}/${outreach.orderId}`}>{t('followUp.toReview')}</Link>
        </p>
      )}
      <section className={styles['card']} aria-label={template.title}>
        <dl className={styles['stack']}>
          {template.questions
            .filter(({ key }) => answers[key] !== undefined)
            .map((question) => (
              <div key={question.key}>
                <dt className="quiet">{question.text}</dt>
                <dd>
                  {abnormal.has(question.key) ? (
                    <LevelTag level="red">{answerText(question, answers[question.key])}</LevelTag>
                  ) : (
                    answerText(question, answers[question.key])
                  )}
                </dd>
              </div>
            ))}
        </dl>
      </section>
    </div>
  );
}
