// Ant Design speaks our tokens, so that its buttons, tags and tables keep the contrast that the look asks for.
import { theme, type ThemeConfig } from 'antd';
import { board, fontFamily, light, radius } from './tokens.ts';

function themeOf(colours: Record<keyof typeof light, string>, algorithm: ThemeConfig['algorithm']): ThemeConfig {
  return {
    algorithm,
    token: {
      colorPrimary: colours.brand,
      colorPrimaryHover: colours.brandHover,
      colorPrimaryActive: colours.brandHover,
      colorPrimaryBg: colours.brandTint,
      colorLink: colours.brand,
      colorLinkHover: colours.brandHover,
      colorSuccess: colours.green,
      colorSuccessBg: colours.greenTint,
      colorWarning: colours.amber,
      colorWarningBg: colours.amberTint,
      colorError: colours.red,
      colorErrorBg: colours.redTint,
      colorInfo: colours.sky,
      colorInfoBg: colours.skyTint,
      colorText: colours.ink,
      colorTextHeading: colours.ink,
      colorTextSecondary: colours.quiet,
      colorTextTertiary: colours.quiet,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: colours.quiet,
      colorTextLightSolid: colours.onBrand,
      colorBorder: colours.edge,
      colorBorderSecondary: colours.line,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.surface,
      borderRadius: radius,
      fontFamily,
      fontSize: 14,
      fontWeightStrong: 600,
      lineHeight: 1.6,
      controlHeight: 32,
      motionDurationFast: '0.12s',
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.18s',
      boxShadow: 'none',
      boxShadowSecondary: `0 0 0 1px ${colours.line}, 0 8px 24px rgb(0 0 0 / 12%)`,
      controlOutlineWidth: 3,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
      Table: {
        headerBg: colours.ground,
        headerColor: colours.quiet,
        headerSplitColor: 'transparent',
        rowHoverBg: colours.brandTint,
        rowSelectedBg: colours.brandTint,
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 12,
      },
      Tag: { defaultBg: colours.ground, defaultColor: colours.ink },
    },
  };
}

export const lightTheme: ThemeConfig = themeOf(light, theme.defaultAlgorithm);
export const boardTheme: ThemeConfig = themeOf(board, theme.darkAlgorithm);
