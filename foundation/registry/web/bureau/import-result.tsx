// What the check or the import found: figures in words, and every bad cell with its row.
import { LevelTag } from '#platform/ui/states/level.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import type { ImportReply } from '../../contract.ts';
import styles from './bureau.module.css';
import type { ImportKind } from './import-kinds.ts';

type Fault = ImportReply['errors'][number];
const mostShown = 200;

export function ImportResult({ reply, done, kind }: { reply: ImportReply; done: boolean; kind: ImportKind }) {
  const { t, count } = useWords();
  const badRows = new Set(reply.errors.map((one) => one.row)).size;
  const columns: WorklistColumn<Fault>[] = [
    { key: 'row', title: t('registry.importRow'), render: (one) => count(one.row), width: 80, align: 'right' },
    { key: 'column', title: t('registry.importColumn'), render: (one) => one.column, width: 180 },
    { key: 'message', title: t('registry.importProblem'), render: (one) => one.message },
  ];
  return (
    <section className={styles['result']} aria-label={t('registry.importResult')}>
      <p role="status" className={styles['row']}>
        {reply.rows === 0 ? (
          <LevelTag level="amber">{t('registry.importNoRows')}</LevelTag>
        ) : done ? (
          <LevelTag level="green">{t(`registry.importDone.${kind}`, { count: reply.created })}</LevelTag>
        ) : reply.errors.length > 0 ? (
          <LevelTag level="red">{t('registry.importBad', { count: badRows })}</LevelTag>
        ) : (
          <LevelTag level="green">{t('registry.importGood')}</LevelTag>
        )}
        <span>
          {reply.errors.length > 0
            ? t('registry.importRows', { rows: count(reply.rows) })
            : t('registry.importFigures', {
                rows: count(reply.rows),
                existing: count(reply.existing),
                fresh: count(done ? reply.created : reply.rows - reply.existing),
              })}
        </span>
      </p>
      {reply.errors.length > 0 && (
        <>
          <p className="quiet">{t('registry.importFix')}</p>
          <Worklist
            label={t('registry.importErrors')}
            columns={columns}
            rows={reply.errors.slice(0, mostShown)}
            rowKey={(one) => `${one.row}.${one.column}.${one.code}`}
            empty={<Empty title={t('registry.importGood')} />}
            more={{
              shown: Math.min(mostShown, reply.errors.length),
              total: reply.errors.length,
              hasMore: false,
              busy: false,
              onMore: () => undefined,
            }}
          />
        </>
      )}
    </section>
  );
}
