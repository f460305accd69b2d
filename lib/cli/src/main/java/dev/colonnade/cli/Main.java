package dev.colonnade.cli;

import dev.colonnade.error.ColonnadeException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code colonnade} command. */
@Command(
        name = "colonnade",
        description = "Asks questions of Parquet files.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; one sentence on standard error says why", "2:wrong usage"})
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Main() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        Terminal terminal = Terminal.of(new FileOutputStream(FileDescriptor.out), err, Terminal.isInteractive());
        int code = commandLine(terminal).execute(args);
        try {
            terminal.out().flush();
        } catch (IOException e) {
            err.println("Cannot write the result: " + e.getMessage() + ".");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return code;
    }

    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new Main())
                .addSubcommand(new SchemaCommand(terminal))
                .addSubcommand(new FilesCommand(terminal))
                .addSubcommand(new StatsCommand(terminal))
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new HeadCommand(terminal))
                .addSubcommand(new QueryCommand(terminal))
                .addSubcommand(new WriteCommand(terminal))
                .addSubcommand(new CompactCommand(terminal))
                .addSubcommand(new MaintainCommand(terminal))
                .addSubcommand(new SnapshotsCommand(terminal))
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new ValidateCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new ShellCommand(terminal))
                .addSubcommand(new DemoCommand(terminal))
                .setOut(new PrintWriter(terminal.out()))
                .setErr(terminal.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> wrongUsage(e, terminal))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, terminal));
    }

    private static int wrongUsage(ParameterException e, Terminal terminal) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(e.getMessage() + " (" + command + " --help lists what there is)");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, Terminal terminal) {
        if (e instanceof UsageException) {
            return wrongUsage(new ParameterException(command, String.valueOf(e.getMessage())), terminal);
        }
        if (e instanceof ColonnadeException) {
            terminal.err().println(e.getMessage());
        } else {
            e.printStackTrace(terminal.err());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }
}
