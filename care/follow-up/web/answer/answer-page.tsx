// The page behind the link of a message: who asks, the questions in large letters, one button; no account needed.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { evaluateForm } from '#foundation/knowledge/rules/evaluate-form.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { focusFirstFault, FormView } from '#foundation/knowledge/web/form/form-view.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { Brand } from '#platform/ui/frame/brand.tsx';
import { LanguageSwitch } from '#platform/ui/frame/language-switch.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { followUpRoutes, type LinkReply } from '../../contract.ts';
import styles from '../follow-up.module.css';

const token = location.pathname.split('/')[2] ?? '';

export function AnswerPage() {
  const { t } = useWords();
  const api = useApi();
  const link = useQuery({
    queryKey: ['answer', token],
    queryFn: ({ signal }) => api.call(followUpRoutes.link, { params: { token }, signal }),
    refetchOnWindowFocus: false,
  });
  return (
    <div className={styles['page']}>
      <title>{t('answer.title')}</title>
      <header className={styles['head']}>
        <Brand portal={t('answer.title')} />
        <LanguageSwitch />
      </header>
      <main className={styles['stack']}>
        {link.isPending && <Skeleton lines={6} />}
        {link.error && <Failure error={link.error} />}
        {link.data && <Questions link={link.data} />}
      </main>
    </div>
  );
}

function Questions({ link }: { link: LinkReply }) {
  const { t } = useWords();
  const api = useApi();
  const place = useRef<HTMLDivElement>(null);
  // A page that loads again keeps what was filled in; nobody signs in here, so the link's end names the draft.
  const draft = useDraft<{ answers: Answers }>('answer', token, () => ({ answers: {} }));
  const { answers } = draft.value;
  const [showFaults, setShowFaults] = useState(false);
  const [asking, setAsking] = useState(false);
  const save = useMutation({
    mutationFn: () => api.call(followUpRoutes.answerLink, { params: { token }, body: { answers } }),
    onSuccess: draft.clear,
  });
  const refuse = useMutation({
    mutationFn: () => api.call(followUpRoutes.refuseLink, { params: { token } }),
    onSettled: () => setAsking(false),
  });
  if (refuse.isSuccess) return <h1>{t('answer.refused')}</h1>;
  if (save.isSuccess || link.state === 'answered')
    return (
      <>
        <h1>{t('answer.done')}</h1>
        <p className={styles['script']}>{link.closing}</p>
        <p>{t('answer.urgent')}</p>
      </>
    );
  if (link.state === 'closed' || !link.form) return <h1>{t('answer.closed')}</h1>;
  const { form } = link;
  const submit = () => {
    const result = evaluateForm(form, answers, link.today);
    if (result.state === 'complete') return save.mutate();
    setShowFaults(true);
    if (place.current) focusFirstFault(place.current, result);
    return undefined;
  };
  return (
    <div className={styles['stack']} ref={place}>
      <h1>{link.title}</h1>
      <p className={styles['script']}>{link.greeting}</p>
      <p>{t('answer.for', { name: link.name })}</p>
      <FormView
        definition={form}
        answers={answers}
        onChange={(next) => draft.change({ answers: next })}
        today={link.today}
        showFaults={showFaults}
      />
      {save.error && <Failure error={save.error} />}
      <Button kind="primary" wide busy={save.isPending} onClick={submit}>
        {t('answer.send')}
      </Button>
      <p className="quiet">{t('answer.urgent')}</p>
      <p>
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {t('answer.refuse')}
        </Button>
      </p>
      <Confirm
        open={asking}
        title={t('answer.refuseTitle')}
        verb={t('answer.refuse')}
        busy={refuse.isPending}
        onConfirm={() => refuse.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>{t('answer.refuseText')}</p>
      </Confirm>
    </div>
  );
}
