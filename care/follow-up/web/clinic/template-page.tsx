// The editor of a template: questions in order with their branches on the left, the same questions to try out on the right.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { followUpRoutes, type TemplateShown } from '../../contract.ts';
import { checkTemplate, diseases, type Disease, type Question, type Template } from '../../rules/template.ts';
import { QuestionEditor } from './question-editor.tsx';
import { TryOut } from './try-out.tsx';
import styles from '../follow-up.module.css';

const key = ['follow-up', 'template'];

export function TemplatePage() {
  const api = useApi();
  const { templateId = '' } = useParams();
  const template = useQuery({
    queryKey: [...key, templateId],
    queryFn: ({ signal }) => api.call(followUpRoutes.template, { params: { templateId }, signal }),
    // What is being typed is not written over.
    refetchOnWindowFocus: false,
  });
  return (
    <QueryView query={template} skeleton={<Skeleton lines={12} />}>
      {(shown) => <Editor key={shown.version} shown={shown} />}
    </QueryView>
  );
}

function Editor({ shown }: { shown: TemplateShown }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const me = useMe();
  const kept = useDraft<Template>(
    me.account,
    `follow-up-template.${shown.templateId}.${shown.version}`,
    () => shown.template,
  );
  const draft = kept.value;
  const { templateId, version, mayChange } = shown;
  const params = { templateId };
  const dirty = JSON.stringify(draft) !== JSON.stringify(shown.template);
  const faults = checkTemplate(draft);
  const keep = (next: TemplateShown, text: string) => {
    queries.setQueryData([...key, templateId], next);
    void queries.invalidateQueries({ queryKey: ['follow-up', 'templates'] });
    announce(text);
  };
  const written = (next: TemplateShown, text: string) => {
    kept.clear();
    keep(next, text);
  };
  const saved = async (): Promise<TemplateShown> =>
    dirty
      ? api.call(followUpRoutes.changeTemplate, {
          params,
          body: { template: draft },
          ifMatch: version,
          idempotencyKey: newId(),
        })
      : shown;
  const save = useMutation({ mutationFn: saved, onSuccess: (next) => written(next, t('followUp.templateSaved')) });
  const publish = useMutation({
    mutationFn: async () => {
      const { version: now } = await saved();
      return api.call(followUpRoutes.publish, { params, body: { version: now }, idempotencyKey: newId() });
    },
    onSuccess: (next) => written(next, t('followUp.templateReleased')),
  });
  const retire = useMutation({
    mutationFn: () => api.call(followUpRoutes.retire, { params, idempotencyKey: newId() }),
    onSuccess: (next) => keep(next, t('followUp.templateRetired')),
  });
  const set = kept.change;
  const setQuestion = (index: number, question: Question | undefined) =>
    set({ questions: draft.questions.flatMap((one, at) => (at === index ? (question ?? []) : one)) });
  const move = (index: number, by: number) => {
    const questions = [...draft.questions];
    const [one] = questions.splice(index, 1);
    questions.splice(index + by, 0, one!);
    set({ questions });
  };
  const add = () => {
    const used = new Set(draft.questions.map((one) => one.key));
    const number = draft.questions.length + 1;
    const free = used.has(`q${number}`) ? `q${newId().slice(-8)}` : `q${number}`;
    set({ questions: [...draft.questions, { key: free, kind: 'yes-no', text: '', required: true }] });
  };
  return (
    <div className={styles['stack']}>
      <PageHead title={draft.title || t('followUp.template')}>
        {mayChange && (
          <>
            <Button busy={save.isPending} disabled={!dirty} onClick={() => save.mutate()}>
              {t('followUp.save')}
            </Button>
            <Button
              kind="primary"
              busy={publish.isPending}
              disabled={faults.length > 0}
              onClick={() => publish.mutate()}
            >
              {t('followUp.publish')}
            </Button>
          </>
        )}
      </PageHead>
      {!mayChange && <p>{t('followUp.foreign')}</p>}
      {[save.error, publish.error, retire.error].map((error, at) => error && <Failure key={at} error={error} />)}
      <div className={styles['columns']}>
        <fieldset className={styles['stack']} disabled={!mayChange}>
          <section className={styles['card']} aria-label={t('followUp.head')}>
            <TextField
              name="title"
              label={t('followUp.templateTitle')}
              value={draft.title}
              onChange={(title) => set({ title })}
            />
            <TextField
              name="greeting"
              lines={2}
              label={t('followUp.greeting')}
              value={draft.greeting}
              onChange={(greeting) => set({ greeting })}
            />
            <SelectField
              name="disease"
              label={t('followUp.disease')}
              value={draft.disease}
              onChange={(disease) => set({ disease: disease as Disease })}
              choices={diseases.map((value) => ({ value, label: t(`followUp.disease.${value}`) }))}
            />
          </section>
          {draft.questions.map((question, index) => (
            <QuestionEditor
              key={question.key}
              question={question}
              number={index + 1}
              earlier={draft.questions.slice(0, index)}
              faults={faults.filter(({ path }) => path.startsWith(`questions.${index}.`)).map(({ fault }) => fault)}
              onChange={(next) => setQuestion(index, next)}
              {...(index > 0 && { onUp: () => move(index, -1) })}
              {...(index < draft.questions.length - 1 && { onDown: () => move(index, 1) })}
            />
          ))}
          <p>
            <Button icon="plus" onClick={add}>
              {t('followUp.addQuestion')}
            </Button>
          </p>
          <section className={styles['card']}>
            <TextField
              name="closing"
              label={t('followUp.closing')}
              value={draft.closing}
              onChange={(closing) => set({ closing })}
            />
          </section>
          {mayChange && shown.release !== undefined && !shown.retired && (
            <p>
              <Button kind="quiet" busy={retire.isPending} onClick={() => retire.mutate()}>
                {t('followUp.retire')}
              </Button>
            </p>
          )}
        </fieldset>
        <TryOut template={draft} />
      </div>
    </div>
  );
}
