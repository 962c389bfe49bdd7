// How the pages are built. The policy of the server is `default-src 'self'`: no inline script and no inline style sheet
// may be needed. So Mantine's variables, which it would write into the page, become a style sheet here.
import { DEFAULT_THEME, convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { createRequire } from 'node:module';
import { theme } from './src/app/theme.ts';

const MODULE = 'virtual:theme.css';
const HOLIDAYS = 'virtual:holidays';

/** Only the days of the holiday table, from 2020 on: the names are not shown. */
function holidays(): Plugin {
    return {
        name: 'holidays',
        resolveId: (id) => (id === HOLIDAYS ? `\0${HOLIDAYS}` : undefined),
        load(id) {
            if (id !== `\0${HOLIDAYS}`) return undefined;
            const table = createRequire(import.meta.url)('@holiday-jp/holiday_jp/lib/holidays.js') as { default?: object };
            const days = Object.keys(table.default ?? table).filter((day) => day >= '2020');
            return `export default ${JSON.stringify(days)}`;
        },
    };
}

function themeCss(): Plugin {
    return {
        name: 'theme-css',
        resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
        load(id) {
            if (id !== `\0${MODULE}`) return undefined;
            const merged = mergeMantineTheme(DEFAULT_THEME, theme);
            return convertCssVariables(defaultCssVariablesResolver(merged), ':root');
        },
    };
}

export default defineConfig({
    plugins: [react(), themeCss(), holidays()],
    build: {
        outDir: 'dist',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        target: 'es2022',
    },
    server: { proxy: { '/v1': process.env.SEKISHO_SERVER ?? 'http://127.0.0.1:8080' } },
});
