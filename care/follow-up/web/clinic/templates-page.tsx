// Templates of the own house and those that others have released; one press begins a new one or a copy.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { followUpRoutes, type TemplateShown } from '../../contract.ts';
import type { Template } from '../../rules/template.ts';

export function TemplatesPage() {
  const { t, instant } = useWords();
  const api = useApi();
  const go = useNavigate();
  const mayWrite = useMay('follow-up.template.write');
  const templates = useQuery({
    queryKey: ['follow-up', 'templates'],
    queryFn: ({ signal }) => api.call(followUpRoutes.templates, { signal }),
  });
  const create = useMutation({
    mutationFn: (template: Template) =>
      api.call(followUpRoutes.createTemplate, { body: { templateId: newId(), template } }),
    onSuccess: ({ templateId }) => go(`/follow-up/templates/${templateId}`),
  });
  const empty: Template = {
    title: t('followUp.newTitle'),
    greeting: t('followUp.newGreeting'),
    closing: t('followUp.newClosing'),
    disease: 'hypertension',
    questions: [],
  };
  const columns: WorklistColumn<TemplateShown>[] = [
    { key: 'title', title: t('followUp.template'), render: (row) => <strong>{row.template.title}</strong> },
    {
      key: 'questions',
      title: t('followUp.questions'),
      align: 'right',
      render: (row) => row.template.questions.length,
    },
    {
      key: 'state',
      title: t('followUp.state'),
      render: (row) =>
        row.retired
          ? t('followUp.retired')
          : row.release === undefined
            ? t('followUp.draft')
            : t(row.changed ? 'followUp.releasedChanged' : 'followUp.released', { release: row.release }),
    },
    { key: 'by', title: t('followUp.author'), render: (row) => row.authorName },
    { key: 'at', title: t('followUp.changedAt'), render: (row) => instant(row.changedAt) },
    {
      key: 'copy',
      title: '',
      render: (row) =>
        mayWrite && (
          <Button
            kind="quiet"
            busy={create.isPending}
            onClick={() =>
              create.mutate({ ...row.template, title: t('followUp.copyOf', { title: row.template.title }) })
            }
          >
            {t('followUp.copy')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <PageHead title={t('followUp.templates')}>
        {mayWrite && (
          <Button kind="primary" busy={create.isPending} onClick={() => create.mutate(empty)}>
            {t('followUp.newTemplate')}
          </Button>
        )}
      </PageHead>
      {create.error && <Failure error={create.error} />}
      <QueryView query={templates} skeleton={<Skeleton lines={6} />}>
        {(data) => (
          <Worklist
            label={t('followUp.templates')}
            columns={columns}
            rows={data.templates}
            rowKey={(row) => row.templateId}
            onOpen={(row) => void go(`/follow-up/templates/${row.templateId}`)}
            empty={<Empty title={t('followUp.noTemplates')}>{t('followUp.noTemplatesWhy')}</Empty>}
          />
        )}
      </QueryView>
    </>
  );
}
