// Views (SQL on FHIR): list, edit, run, look at the rows, fetch them; two examples to begin with.
import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { viewRoute, viewsRoute } from '../../contract.ts';
import { exampleViews } from '../../rules/view-definition/example-views.ts';
import { ViewCard } from './view-card.tsx';
import { ViewEditor } from './view-editor.tsx';
import type { ViewDraft } from './view-editor.tsx';
import styles from './views.module.css';

const viewsKey = ['record-views'];
const lookEverySeconds = 1;
const calmEverySeconds = 30;
const textOf = (view: object): string => JSON.stringify(view, null, 2);
const emptyView = {
  resourceType: 'ViewDefinition',
  resource: 'Patient',
  select: [{ column: [{ name: 'id', path: 'id' }] }],
};

export function ViewsPage() {
  const { t } = useWords();
  const api = useApi();
  const client = useQueryClient();
  const [draft, setDraft] = useState<ViewDraft>();
  const [failure, setFailure] = useState<unknown>();
  const query = useQuery({
    queryKey: viewsKey,
    queryFn: ({ signal }) => api.call(viewsRoute, { signal }),
    refetchInterval: ({ state }) =>
      (state.data?.items.some((view) => view.run?.state === 'running') ? lookEverySeconds : calmEverySeconds) * 1000,
  });
  const look = () => void client.invalidateQueries({ queryKey: viewsKey });
  const edit = async (name: string) => {
    setFailure(undefined);
    await api.call(viewRoute, { params: { name } }).then(setDraft, setFailure);
  };
  return (
    <>
      <PageHead title={t('record.views')} />
      <p className="quiet">{t('record.views.text')}</p>
      <div className={styles['views']}>
        <div className={styles['head']}>
          <Button kind="plain" onClick={() => setDraft({ name: '', definition: textOf(emptyView), daily: false })}>
            {t('record.views.new')}
          </Button>
          {exampleViews
            .filter((example) => !query.data?.items.some((view) => view.name === example.name))
            .map(({ name, view }) => (
              <Button
                key={name}
                kind="quiet"
                onClick={() => setDraft({ name, definition: textOf(view), daily: false })}
              >
                {t('record.views.example', { title: view.title })}
              </Button>
            ))}
        </div>
        {failure !== undefined && <Failure error={failure} />}
        {draft && (
          <ViewEditor
            key={`${draft.name} ${draft.version ?? 0}`}
            draft={draft}
            onSaved={() => {
              setDraft(undefined);
              look();
            }}
            onClose={() => setDraft(undefined)}
          />
        )}
        <QueryView query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('record.views.none')}>{t('record.views.noneText')}</Empty>
            ) : (
              <ul className={styles['faults']}>
                {items.map((view) => (
                  <ViewCard key={view.name} view={view} onChanged={look} onEdit={() => void edit(view.name)} />
                ))}
              </ul>
            )
          }
        </QueryView>
      </div>
    </>
  );
}
