// Exhibits: a worklist with rows, loading and empty.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../actions/undo.tsx';
import { LevelTag, type Level } from '../states/level.tsx';
import { Empty } from '../states/states.tsx';
import { Worklist, type WorklistColumn } from '../worklist/worklist.tsx';
import { Story } from './story.tsx';

interface Row {
  id: string;
  level: Level;
  name: string;
  what: string;
  since: number;
}
const rows: Row[] = [
  { id: '1', level: 'red', name: '王桂芳', what: '血压 186/104', since: 20 },
  { id: '2', level: 'amber', name: '章国良', what: '血糖三次没测', since: 180 },
  { id: '3', level: 'green', name: '潘秀英', what: '季度随访', since: 1440 },
];

export function ListStories() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [chosen, setChosen] = useState<string[]>([]);
  const columns: WorklistColumn<Row>[] = [
    {
      key: 'level',
      title: t('gallery.urgency'),
      render: (row) => <LevelTag level={row.level}>{t(`gallery.${row.level}`)}</LevelTag>,
      width: 110,
    },
    { key: 'what', title: t('gallery.what'), render: (row) => row.what },
    {
      key: 'name',
      title: t('gallery.who'),
      render: (row) => row.name,
      sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
    },
    {
      key: 'since',
      title: t('gallery.since'),
      render: (row) => t('gallery.minutes', { count: row.since }),
      sort: (a, b) => a.since - b.since,
      align: 'right',
    },
  ];
  const empty = <Empty title={t('gallery.emptyList')}>{t('gallery.emptyListText')}</Empty>;
  return (
    <>
      <Story name={t('gallery.worklist')} wide>
        <Worklist
          label={t('gallery.worklist')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          onOpen={(row) => announce(t('gallery.openedName', { name: row.name }))}
          selection={{ chosen, onChange: setChosen, nameOf: (row) => row.name }}
          empty={empty}
          more={{ shown: 3, total: 3, hasMore: false, busy: false, onMore: () => announce(t('gallery.opened')) }}
        />
      </Story>
      <Story name={t('gallery.worklistEmpty')}>
        <Worklist
          label={t('gallery.worklistEmpty')}
          columns={columns}
          rows={[]}
          rowKey={(row) => row.id}
          empty={empty}
        />
      </Story>
      <Story name={t('gallery.worklistLoading')}>
        <Worklist
          label={t('gallery.worklistLoading')}
          columns={columns}
          rows={undefined}
          rowKey={(row) => row.id}
          empty={empty}
        />
      </Story>
    </>
  );
}
