// A list to work through: sorted by the server or here, opened by click or Enter, walked with the arrow keys.
import { ConfigProvider, Table, type TableColumnType } from 'antd';
import { useRef, type Key, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../actions/button.tsx';
import { Skeleton } from '../states/states.tsx';
import styles from './worklist.module.css';

export interface WorklistColumn<Row> {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  /** Compares rows that are all here; `'server'` asks the caller to load in the new order. */
  sort?: ((a: Row, b: Row) => number) | 'server';
  width?: number;
  align?: 'right';
}
export interface WorklistProps<Row> {
  label: string;
  columns: readonly WorklistColumn<Row>[];
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** Keys that act on the focused row, such as `d`: shown in the row's action button by the caller. */
  onKey?: (key: string, row: Row) => void;
  onSort?: (key: string, descending: boolean) => void;
  sorted?: { key: string; descending: boolean };
  selection?: { chosen: readonly string[]; onChange: (chosen: string[]) => void; nameOf: (row: Row) => string };
  empty: ReactNode;
  more?: { onMore: () => void; busy: boolean; hasMore: boolean; shown: number; total?: number };
}

export function Worklist<Row extends object>(props: WorklistProps<Row>) {
  const { t } = useTranslation();
  const { columns, rows, rowKey, onOpen, sorted, selection, more } = props;
  const place = useRef<HTMLDivElement>(null);
  if (rows === undefined) return <Skeleton lines={8} />;
  if (rows.length === 0) return <>{props.empty}</>;

  const walk = (event: KeyboardEvent<HTMLElement>, row: Row) => {
    if (event.target !== event.currentTarget) return;
    const lines = [...(place.current?.querySelectorAll<HTMLElement>('tr[data-row]') ?? [])];
    const at = lines.indexOf(event.currentTarget);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      lines[to]?.focus();
    } else if (event.key === 'Enter') onOpen?.(row);
    else if (!event.ctrlKey && !event.metaKey && !event.altKey) props.onKey?.(event.key, row);
  };

  const tableColumns = columns.map((column): TableColumnType<Row> => ({
    key: column.key,
    title: column.title,
    render: (_value: unknown, row: Row) => <div>{column.render(row)}</div>,
    onCell: () => ({ 'data-title': column.title }) as object,
    ...(column.width && { width: column.width }),
    ...(column.align && { align: column.align }),
    ...(column.sort && { sorter: column.sort === 'server' ? true : column.sort }),
    ...(column.sort === 'server' && {
      sortOrder: sorted?.key === column.key ? (sorted.descending ? 'descend' : 'ascend') : null,
    }),
  }));

  return (
    <div ref={place} className={styles['worklist']} role="region" aria-label={props.label}>
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <Table<Row>
          size="small"
          columns={tableColumns}
          dataSource={rows as Row[]}
          rowKey={rowKey}
          pagination={false}
          showSorterTooltip={false}
          onChange={(_pages, _filters, sorter) => {
            const one = Array.isArray(sorter) ? sorter[0] : sorter;
            const column = columns.find((candidate) => candidate.key === one?.columnKey);
            if (column?.sort === 'server') props.onSort?.(column.key, one?.order === 'descend');
          }}
          onRow={(row, index) => ({
            'data-row': '',
            tabIndex: index === 0 ? 0 : -1,
            onKeyDown: (event) => walk(event, row),
            onClick: (event) => {
              const pressed = (event.target as HTMLElement).closest('a,button,input,label');
              if (!pressed) onOpen?.(row);
            },
            ...(onOpen && { style: { cursor: 'pointer' } }),
          })}
          {...(selection && {
            rowSelection: {
              selectedRowKeys: selection.chosen as Key[],
              onChange: (keys: Key[]) => selection.onChange(keys.map(String)),
              getCheckboxProps: (row: Row) =>
                ({ 'aria-label': t('ui.worklist.choose', { name: selection.nameOf(row) }) }) as object,
              getTitleCheckboxProps: () => ({ 'aria-label': t('ui.worklist.chooseAll') }) as object,
            },
          })}
        />
      </ConfigProvider>
      {more && (
        <p className={styles['more']}>
          <span className="quiet">
            {more.total === undefined
              ? t('ui.worklist.shown', { shown: more.shown })
              : t('ui.worklist.shownOf', { shown: more.shown, total: more.total })}
          </span>
          {more.hasMore && (
            <Button busy={more.busy} onClick={more.onMore}>
              {t('ui.worklist.more')}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
