// Ant Design of the workstations in our theme and in the reader's language.
import { ConfigProvider, type ConfigProviderProps } from 'antd';
import chinese from 'antd/es/locale/zh_CN.js';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lightTheme } from '#platform/ui/theme/antd-theme.ts';

// Bundlers take the ES module, whose default export is the locale; Node's rules for types see a CommonJS module there.
const chineseLocale = chinese as unknown as NonNullable<ConfigProviderProps['locale']>;

export function StaffTheme({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  // English is what Ant Design speaks by itself.
  return (
    <ConfigProvider theme={lightTheme} {...(i18n.language !== 'en' && { locale: chineseLocale })}>
      {children}
    </ConfigProvider>
  );
}
