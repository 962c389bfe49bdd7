// Mantine's theme in the colours of tokens.css: one indigo scale, our sizes and radii.
import { createTheme } from '@mantine/core';

export const theme = createTheme({
    colors: {
        ai: ['#F1F4FB', '#E9EEF9', '#CDD9F5', '#9DB9F5', '#7C9EE6', '#5680D2', '#3A63B2', '#24478F', '#1A3670', '#12264F'],
    },
    primaryColor: 'ai',
    primaryShade: { light: 7, dark: 3 },
    autoContrast: true,
    luminanceThreshold: 0.3,
    fontFamily: 'var(--sk-sans)',
    fontFamilyMonospace: 'var(--sk-mono)',
    defaultRadius: 6,
    respectReducedMotion: true,
    components: {
        Button: { defaultProps: { variant: 'default', size: 'sk' } },
        Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 } } },
        Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 } } },
        Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    },
});
