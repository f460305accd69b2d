package dev.colonnade.arrow.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LauncherTest {
    @Test
    void isKnownByItsCommand() {
        assertEquals(Launcher.JSHELL, Launcher.of("jdk.jshell.execution.RemoteExecutionControl 37217"));
        assertEquals(Launcher.SUREFIRE, Launcher.of("/p/target/surefire/surefirebooter-1.jar /p/target/surefire 1"));
        assertEquals(Launcher.NOTEBOOK, Launcher.of("org.rapaio.jupyter.kernel.MainApp /run/kernel-1.json"));
        assertEquals(Launcher.JBANG, Launcher.of("/home/me/.jbang/cache/jars/Hello.java.1/Hello.jar"));
        assertEquals(Launcher.JAVA, Launcher.of("org.example.Main --fast"));
    }

    @Test
    void theRefusalHasItsLine() {
        assertEquals(
                "Arrow's own classes need java.nio opened, which this JVM was started without: "
                        + "jshell -R--add-opens=java.base/java.nio=ALL-UNNAMED.",
                OpenNio.refusal(Launcher.JSHELL));
    }
}
