"""Pictures: facts in, one ECharts option out, the same for the report and the workbench."""
