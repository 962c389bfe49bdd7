// Tests of the pages in a real browser. Without SEKISHO_URL they run against the recorded answers of tests/fixture.
import { defineConfig } from '@playwright/test';

const port = Number(process.env.SEKISHO_WEB_PORT ?? 4173);

export default defineConfig({
    testDir: 'tests/pages',
    timeout: 30_000,
    fullyParallel: true,
    workers: 1,
    reporter: [['./tests/tap.ts']],
    outputDir: process.env.SEKISHO_WEB_OUT ?? 'test-results',
    use: {
        baseURL: `http://127.0.0.1:${port}`,
        viewport: { width: 1440, height: 900 },
        timezoneId: 'Asia/Tokyo',
        launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] },
    },
    webServer: { command: `"${process.execPath}" tests/fixture/server.mjs`, env: { PORT: String(port) }, port, reuseExistingServer: false },
});
